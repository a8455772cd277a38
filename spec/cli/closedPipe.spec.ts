import { execFile } from 'node:child_process';
import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { builtCommand } from './support/builtCommand.js';
import { environmentOf, startCommand } from './support/runCommand.js';

describe('stepstream in a pipe whose reader leaves', function () {
  this.timeout(20_000);
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'long', steps: 200 },
        ...Array.from({ length: 60 }, (_, i) => ({ name: `job-${i}`, steps: 1 })),
      ],
    });
  });
  afterEach(() => simulator.close());

  /** The command in front of `| head -1`, and its own exit code. */
  async function head(
    ...args: readonly string[]
  ): Promise<readonly [lines: number, stderr: string, code: string]> {
    const file = await builtCommand();
    const script = '{ "$0" "$@"; echo "code $?" >&3; } 3>&2 | head -1';
    const env = environmentOf({ endpoint: simulator.endpoint });
    return new Promise((resolve, reject) => {
      execFile('sh', ['-c', script, process.execPath, file, ...args], { env }, (error, stdout, stderr) => {
        if (error !== null) reject(error);
        else
          resolve([
            stdout.split('\n').length - 1,
            stderr.replace(/code \d+\n/, ''),
            /code (\d+)/.exec(stderr)?.[1] ?? '',
          ]);
      });
    });
  }

  it('ends quietly, with 0, without a call for the next page', async () => {
    expect(await head('steps', 'long', '--page-size', '10')).deep.equal([1, '', '0']);
    expect(simulator.stats().calls).equal(1);
  });

  it('does the same with jobs', async () => {
    expect(await head('jobs', '--page-size', '10')).deep.equal([1, '', '0']);
    expect(simulator.stats().calls).equal(1);
  });

  it('asks for no page before the one before has been read', async () => {
    const { child, ended } = await startCommand(['steps', 'long', '--page-size', '10'], {
      endpoint: simulator.endpoint,
    });
    child.stdout?.pause();
    child.stdout?.destroy();
    const { code, stderr } = await ended;
    expect([code, stderr]).deep.equal([0, '']);
    expect(simulator.stats().calls).equal(1);
  });
});
