import { expect } from 'chai';
import { CHILD_LIMIT_MS, runChild, startChild } from './child.js';
import { failure } from './failure.js';
import { semaphore } from './semaphore.js';

describe('a process of a spec', function () {
  this.timeout(CHILD_LIMIT_MS);
  it('is fed, and tells how it ended and what it wrote', async () => {
    const ended = await runChild('sh', ['-c', 'cat; echo no >&2; exit 3'], { input: 'yes' });
    expect(ended).deep.equal({ code: 3, stdout: 'yes', stderr: 'no\n' });
  });

  it('is killed at its deadline with what it has started, and the error says which it was', async () => {
    const error = await failure(runChild('sh', ['-c', 'echo begun; sleep 1000; true'], { deadlineMs: 300 }));
    expect(error)
      .property('message')
      .match(/^killed after 0\.3 s: sh -c echo begun; sleep 1000; true\nstdout: /);
  });

  it('says what it is listened for, or fails where it ends without', async () => {
    const child = startChild('sh', ['-c', 'echo one; read line; echo "two $line"']);
    await child.said(/one/);
    child.process.stdin?.write('three\n');
    await child.said(/two three/);
    expect(await failure(child.said(/four/)))
      .property('message')
      .match(/^ended without \/four\/: sh -c /);
  });

  it('fails with ENOENT where there is no such program', async () => {
    expect(await failure(runChild('/nowhere/program', []))).property('code', 'ENOENT');
  });
});

describe('semaphore', () => {
  it('lets so many run at once, and the next ones in turn, also after a failure', async () => {
    const turns = semaphore(2);
    const log: string[] = [];
    const ends = new Map<string, (fails: boolean) => void>();
    const work = (name: string): Promise<void> =>
      turns(() => {
        log.push(name);
        return new Promise((resolve, reject) => {
          ends.set(name, fails => (fails ? reject(new Error(name)) : resolve()));
        });
      });
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(work);
    expect(log).deep.equal(['a', 'b']);
    ends.get('a')!(true);
    await failure(a!);
    expect(log).deep.equal(['a', 'b', 'c']);
    ends.get('b')!(false);
    await b;
    expect(log).deep.equal(['a', 'b', 'c', 'd']);
    ends.get('c')!(false);
    ends.get('d')!(false);
    await Promise.all([c, d]);
    await turns(() => Promise.resolve());
  });
});
