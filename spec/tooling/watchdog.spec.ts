import { expect } from 'chai';
import { Watchdog } from '../../scripts/watchdog.mjs';
import { watched } from '../../scripts/watched.mjs';

const LIMITS = { limitMs: 180_000, silentLimitMs: 1_800_000 };
const MINUTE = 60_000;

describe('the watchdog of a lane', () => {
  it('complains after the limit without output and without CPU time', () => {
    const dog = new Watchdog(LIMITS, 0);
    dog.cpu(5_000, 0);
    expect(dog.complaint(3 * MINUTE - 1)).undefined;
    dog.cpu(5_000, 3 * MINUTE);
    expect(dog.complaint(3 * MINUTE)).equal('no line, no finished spec and no CPU time for 180 s');
  });

  it('takes output for progress', () => {
    const dog = new Watchdog(LIMITS, 0);
    dog.output(2 * MINUTE);
    expect(dog.complaint(5 * MINUTE - 1)).undefined;
    expect(dog.complaint(5 * MINUTE)).match(/^no line/);
  });

  it('takes a growing CPU time for progress, also of processes that come and go', () => {
    const dog = new Watchdog(LIMITS, 0);
    for (let minute = 1; minute <= 20; minute += 1)
      dog.cpu(minute % 2 === 0 ? 1_000 : 9_000, minute * MINUTE);
    expect(dog.complaint(20 * MINUTE)).undefined;
  });

  it('takes the little CPU time of an idle process for none', () => {
    const dog = new Watchdog(LIMITS, 0);
    for (let second = 1; second <= 180; second += 1) dog.cpu(second, second * 1_000); // a thousandth
    expect(dog.complaint(3 * MINUTE)).match(/^no line/);
  });

  it('ends an endless loop, too, after a longer time', () => {
    const dog = new Watchdog(LIMITS, 0);
    for (let minute = 1; minute <= 30; minute += 1) {
      expect(dog.complaint(minute * MINUTE - 1)).undefined;
      dog.cpu(minute * MINUTE, minute * MINUTE);
    }
    expect(dog.complaint(30 * MINUTE)).equal(
      'no line and no finished spec for 1800 s, though it uses CPU time',
    );
  });

  it('counts no time in which nobody could look', () => {
    const dog = new Watchdog(LIMITS, 0);
    dog.resumed(60 * MINUTE);
    expect(dog.complaint(63 * MINUTE - 1)).undefined;
    expect(dog.complaint(63 * MINUTE)).match(/^no line/);
  });

  it('waits for a word where the system tells of no CPU time', () => {
    const dog = new Watchdog(LIMITS, 0);
    for (let minute = 1; minute < 30; minute += 1) dog.cpu(undefined, minute * MINUTE);
    expect(dog.complaint(30 * MINUTE - 1)).undefined;
    expect(dog.complaint(30 * MINUTE)).match(/^no line/);
  });
});

describe('a watched program', () => {
  const HANGS = `
    require('node:fs').writeFileSync(process.env.STEPSTREAM_RUNNING, 'The last spec that began: a spec (spec/a.spec.ts).');
    require('node:child_process').spawn('sleep', ['600'], { detached: true, stdio: 'inherit' });
    console.log('begun');
    setInterval(() => undefined, 1e9);`;

  it('is killed with its descendants where it hangs, and named with its lane and the spec that it hangs in', async () => {
    const { code, stdout, stalled } = await watched(
      'lane "library"',
      { name: 'specs', program: process.execPath, args: ['-e', HANGS] },
      { limitMs: 3_000, silentLimitMs: 1_800_000, giveUpMs: 60_000 },
    );
    expect(code).equal('SIGKILL');
    expect(stdout).equal('begun\n');
    expect(stalled).match(/^STALLED: lane "library", specs \(.*node.* -e /);
    expect(stalled).match(
      /no CPU time for 3 s\. The last spec that began: a spec \(spec\/a\.spec\.ts\)\. Killed\.$/,
    );
  });

  it('is left alone while it works, and answers with its code and output', async () => {
    const program = {
      name: 'works',
      program: process.execPath,
      args: ['-e', 'console.log(1); process.exitCode = 3'],
    };
    expect(await watched('lane "checks"', program)).deep.equal({
      code: 3,
      stdout: '1\n',
      stderr: '',
      stalled: undefined,
    });
  });

  it('is given up where an orphan of it holds its output', async () => {
    const orphan = `
      require('node:child_process').spawn('sh', ['-c', 'sleep 30 &'], { detached: true, stdio: 'inherit' });
      console.log('begun');`;
    const { code, stdout, stalled } = await watched(
      'lane "library"',
      { name: 'orphan', program: process.execPath, args: ['-e', orphan] },
      { limitMs: 2_000, silentLimitMs: 1_800_000, giveUpMs: 1 },
    );
    expect([code, stdout]).deep.equal(['SIGKILL', 'begun\n']);
    expect(stalled).match(/no line, no finished spec and no CPU time for 2 s\. Killed\.$/);
  });

  it('that can not be started is a failure of its check, and ends nothing else', async () => {
    const program = { name: 'missing', program: 'stepstream-no-such-program', args: [] };
    const { code, stderr } = await watched('lane "checks"', program);
    expect(code).equal('ENOENT');
    expect(stderr).contain('stepstream-no-such-program');
  });
});
