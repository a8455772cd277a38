import { expect } from 'chai';
import { demoJob, startSimulator } from '../../../src/testing/index.js';
import { CHILD_LIMIT_MS, runChild, type Ended } from '../../support/child.js';
import { leave } from '../support/fakeOutput.js';
import { environmentOf } from '../support/environmentOf.js';
import { runInEnvironment, startCommand, virtualAccount } from '../support/runCommand.js';

const NOBODY = { AWS_REGION: undefined, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const SOMEBODY = { AWS_ACCESS_KEY_ID: 'spec', AWS_SECRET_ACCESS_KEY: 'spec' };

async function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { runDemo } = await import('../../../src/cli/demo/runDemo.js');
  return runInEnvironment(args, { program: runDemo, env: { ...NOBODY, ...env } });
}

describe('npm start', function () {
  this.timeout(CHILD_LIMIT_MS);
  it('says in one line which job there is not, in an account found through the environment', async () => {
    const simulator = await startSimulator({});
    const { code, stdout, stderr } = await start(['--job', 'nobody', '--region', 'eu-west-1'], {
      AWS_ENDPOINT_URL_SAGEMAKER: simulator.endpoint,
      ...SOMEBODY,
    });
    await simulator.close();
    expect(simulator.stats().calls).equal(1);
    expect([code, stdout]).deep.equal([1, '']);
    expect(stderr).match(/^There is no job 'nobody' in this account and region.*\n$/);
  });

  it('says in one line that credentials are missing, or the region', async () => {
    const [noCredentials, noRegion] = await Promise.all([
      start(['--job', 'mine', '--region', 'eu-west-1']),
      start(['--job', 'mine']),
    ]);
    expect(noCredentials.code).equal(1);
    expect(noCredentials.stderr).match(/^No credentials.*AWS_PROFILE.*\n$/);
    expect(noRegion.code).equal(1);
    expect(noRegion.stderr).match(/^region: is missing.*\n$/);
  });

  it('tells what it takes', async () => {
    const [help, wrong, alone, fast] = await Promise.all([
      start(['--help']),
      start(['--jib']),
      start(['--region', 'eu-west-1']),
      start(['--speed', 'fast']),
    ]);
    expect(help).include({ code: 0, stderr: '' });
    expect(help.stdout).contain('--job NAME --region R');
    expect(wrong).include({ code: 2, stdout: '' });
    expect(wrong.stderr).match(/'--jib'[^]*--job NAME/);
    expect(alone).include({ code: 2, stdout: '' });
    expect(alone.stderr).match(/--region[^]*--job/);
    expect(fast).include({ code: 2, stdout: '' });
    expect(fast.stderr).match(/--speed must be a number above 0/);
  });

  it('watches a simulated job, ranks it, picks, and says what failed', async () => {
    const args = ['--import', 'tsx', 'src/cli/demo/demo.ts', '--speed', '6000'];
    const { code, stdout, stderr } = await runChild(process.execPath, args, {
      env: environmentOf({ env: NOBODY }),
    });
    expect(stderr).equal('');
    expect(code).equal(0);
    expect(stdout).match(
      /^A simulated job at 6000 times real time, .* \(two calls a second, as on AWS\)\n\n/,
    );
    expect(stdout).match(/^image-classifier: FAILED \S.*: \S/m);
    // A slow machine sees the job for the first time when it is over.
    expect(stdout).match(/^image-classifier: best so far: ml\.inf1\.xlarge A: /m);
    expect(stdout).match(
      /^No traffic given\. .*: npm start -- --traffic 3000\n {2}100 requests a minute: serverless .*, \$\d+\.\d\d a month \(the pick: \$216\.81\)$/m,
    );
    expect(stdout).match(
      /^image-classifier: COMPLETED; took 1 h 32 min; 40 steps: 34 COMPLETED, 6 FAILED; /m,
    );
    expect(stdout).match(/^Job 'image-classifier': 40 steps, 34 completed, 6 failed\.$/m);
    const table = stdout.split('\n').filter(line => line.startsWith('│'));
    expect(table).length(1 + 34);
    const costs = table.map(line => Number(line.split('│')[5])).filter(cost => !Number.isNaN(cost));
    expect(costs).length(32);
    expect(costs).deep.equal(costs.toSorted((a, b) => a - b));
    expect(stdout).match(/^Pick: ml\.\S+ with \S+=\S+/m);
    const picked = /^Pick: (\S+)/m.exec(stdout)?.[1];
    expect(table[1]).contain(` ${String(picked)} `);
    expect(stdout).match(/^env A: \S+=\S+ \S+=\S+$/m);
    expect(stdout.slice(stdout.indexOf('Failed:')).trimEnd().split('\n')).length(1 + 6);
  });

  it('says how much cheaper each best is than the one before', async () => {
    const { runDemo } = await import('../../../src/cli/demo/runDemo.js');
    const { host, passUntil } = await virtualAccount({
      speed: 20,
      jobs: [demoJob({ name: 'image-classifier', live: true })],
    });
    const { ended } = await startCommand(['--job', 'image-classifier'], { program: runDemo, ...host });
    const { code, stdout } = await passUntil(ended);
    expect(code).equal(0);
    expect(stdout).match(
      /^image-classifier: best so far: ml\.inf1\.xlarge A: .*; \d+\.\d% cheaper than ml\./m,
    );
  });

  it('watches a job of an account', async () => {
    const { runDemo } = await import('../../../src/cli/demo/runDemo.js');
    const { fake, host, passUntil } = await virtualAccount({ jobs: [{ name: 'mine', steps: 9 }] });
    const args = ['--job', 'mine', '--region', 'eu-west-1'];
    const { ended } = await startCommand(args, { program: runDemo, ...host });
    const { code, stdout, stderr } = await passUntil(ended);
    const { calls } = fake.stats();
    expect([code, stderr]).deep.equal([0, '']);
    // Described, listed until two lists agree, and perhaps described once more: it was over.
    expect(calls).within(3, 4);
    expect(stdout).match(/^Job 'mine': 9 steps/m);
  });

  it('ends with 0 where the reader leaves', async () => {
    const { runDemo } = await import('../../../src/cli/demo/runDemo.js');
    const { ended } = await startCommand(['--help'], { program: runDemo, take: leave });
    expect(await ended).include({ code: 0, stderr: '' });
  });
});
