import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { skip } from '../support/skip.js';
import { runTool } from '../testing/runTool.js';
import { runCommand, type Ended } from './support/runCommand.js';

const JOB = 'text-classifier-benchmark';
const JOBS = 'InferenceRecommendationsJobs';
const START = 'InferenceBenchmark.InvocationStartTime';

describe('--query', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ speed: 0, jobs: [demoJob()] });
  });
  after(() => simulator.close());

  const run = (...args: readonly string[]): Promise<Ended> =>
    runCommand([...args, '--output', 'json'], { endpoint: simulator.endpoint });
  const answer = async (...args: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await run(...args);
    expect(code, stderr).equal(0);
    return JSON.parse(stdout) as unknown;
  };

  it('sees times in ISO 8601, so that a text compares with them', async () => {
    const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/;
    expect(await answer('jobs', '--query', `${JOBS}[?CreationTime>='2020-01-01'].JobName`)).deep.equal([JOB]);
    expect(await answer('jobs', '--query', `${JOBS}[?CreationTime<'2020-01-01'].JobName`)).deep.equal([]);
    expect(await answer('describe', JOB, '--query', 'CreationTime')).match(iso);
    expect(await answer('steps', JOB, '--query', `Steps[?${START}] | [0].${START}`)).match(iso);
    expect(await answer('best', JOB, '--query', `pick.step.${START}`)).match(iso);
    expect(await answer('compare', JOB, JOB, '--query', `configurations[0].step.${START}`)).match(iso);
  });

  it('sees times in epoch seconds with --timestamps epoch, where a text is an error', async () => {
    expect(await answer('describe', JOB, '--timestamps', 'epoch', '--query', 'CreationTime')).a('number');
    const { code, stdout, stderr } = await run(
      ...['jobs', '--timestamps', 'epoch', '--query', `${JOBS}[?CreationTime>='2020-01-01']`],
    );
    expect({ code, stdout }).deep.equal({ code: 2, stdout: '' });
    expect(stderr).match(/^stepstream: --query: .*">=" can't order [\d.]+ and "2020-01-01"/);
    expect(stderr).not.match(/--starting-token/);
  });

  it('is not needed for --timestamps: JSON has epoch seconds unless it says iso8601', async () => {
    expect(await answer('describe', JOB))
      .property('CreationTime')
      .a('number');
    for (const command of ['describe', 'jobs'])
      expect(
        JSON.stringify(
          await answer(...(command === 'jobs' ? [command] : [command, JOB]), '--timestamps', 'iso8601'),
        ),
      )
        .match(/"CreationTime":"\d{4}-/)
        .not.match(/"CreationTime":\d/);
    expect((await run('jobs', '--timestamps', 'rfc822')).code).equal(2);
  });

  it('finds what aws-cli finds, its times in ISO 8601 and in UTC', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'stepstream-'));
    try {
      const config = join(folder, 'config');
      writeFileSync(config, '[default]\ncli_timestamp_format = iso8601\n');
      const query =
        `{later: Steps[?${START}>='2020-01-01'].${START}, ` +
        "text: Steps[?InferenceBenchmark.EndpointConfiguration.InstanceType>='ml.g'].InferenceBenchmark.Metrics, " +
        'slowest: sort(Steps[].InferenceBenchmark.Metrics.ModelLatency)[-1], ' +
        'best: max_by(Steps[?InferenceBenchmark.Metrics], &InferenceBenchmark.EndpointConfiguration.EndpointName), ' +
        'odd: [to_number(``"0x10"``), length(Steps[?Status==`FAILED`])]}'.replaceAll('``', '`');
      const [theirs, ours] = await Promise.all([
        runTool('env', [
          ...[`AWS_CONFIG_FILE=${config}`, 'TZ=UTC', 'aws', 'sagemaker'],
          ...['list-inference-recommendations-job-steps', '--job-name', JOB, '--output', 'json'],
          ...['--endpoint-url', simulator.endpoint, '--query', query],
        ]),
        answer('steps', JOB, '--query', query),
      ]);
      if (theirs.missing) skip(this, 'the AWS CLI is not installed');
      expect(theirs.stderr).equal('');
      expect(ours).deep.equal(JSON.parse(theirs.stdout));
      expect(ours).property('later').an('array').not.empty;
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
