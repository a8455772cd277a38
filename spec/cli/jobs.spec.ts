import { expect } from 'chai';
import { demoJob, startSimulator, type SimulatedCall, type Simulator } from '../../src/testing/index.js';
import { parseCsv } from './support/parseCsv.js';
import { runCommand, type Ended } from './support/runCommand.js';

describe('stepstream jobs and describe', () => {
  let simulator: Simulator;
  let calls: SimulatedCall[];
  before(async () => {
    const jobs = [
      ...Array.from({ length: 5 }, (_, i) => ({ name: `job-${i}`, steps: 1 })),
      demoJob(),
      { name: 'last-job', steps: 1 },
    ];
    simulator = await startSimulator({ speed: 0, jobs, onCall: call => calls.push(call) });
  });
  beforeEach(() => {
    calls = [];
  });
  after(() => simulator.close());
  const run = (...args: readonly string[]): Promise<Ended> =>
    runCommand(args, { endpoint: simulator.endpoint });

  it('passes every filter of aws-cli on', async () => {
    const { code, stderr } = await run(
      ...['jobs', '--name-contains', 'job', '--status-equals', 'COMPLETED', '--sort-by', 'Name'],
      ...['--sort-order', 'Ascending', '--creation-time-after', '2020-01-01T00:00:00Z'],
      ...['--creation-time-before', '2000000000', '--last-modified-time-after', '1577836800.5'],
      ...['--last-modified-time-before', '2033-05-18T03:33:20+00:00', '--model-name-equals', 'model'],
      ...['--model-package-version-arn-equals', 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'],
      ...['--page-size', '7', '--max-items', '3'],
    );
    expect(code).equal(0);
    expect(stderr).match(/^stepstream: no such jobs in region /);
    expect(calls.map(({ input }) => input)).deep.equal([
      {
        NameContains: 'job',
        StatusEquals: 'COMPLETED',
        SortBy: 'Name',
        SortOrder: 'Ascending',
        CreationTimeAfter: 1577836800,
        CreationTimeBefore: 2000000000,
        LastModifiedTimeAfter: 1577836800.5,
        LastModifiedTimeBefore: 2000000000,
        ModelNameEquals: 'model',
        ModelPackageVersionArnEquals: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1',
        MaxResults: 3,
      },
    ]);
  });

  it('pages, and goes on where it stopped', async () => {
    const first = await run(
      'jobs',
      '--sort-by',
      'Name',
      '--page-size',
      '2',
      '--max-items',
      '3',
      '--output',
      'json',
    );
    const { InferenceRecommendationsJobs: jobs, NextToken } = JSON.parse(first.stdout) as {
      InferenceRecommendationsJobs: { JobName: string }[];
      NextToken: string;
    };
    const rest = await run('jobs', '--sort-by', 'Name', '--starting-token', NextToken, '--output', 'csv');
    const names = [...jobs, ...parseCsv(rest.stdout)].map(job => job.JobName);
    expect(names).deep.equal(names.toSorted().toReversed());
    expect(names).length(7);
  });

  it('describes a job, and answers a question about it', async () => {
    const query = '[JobName, Status, length(InferenceRecommendations)]';
    const [asked, table] = await Promise.all([
      run('describe', '--job-name', 'text-classifier-benchmark', '--output', 'json', '--query', query),
      run('describe', 'text-classifier-benchmark', '--output', 'table'),
    ]);
    expect(JSON.parse(asked.stdout)).deep.equal(['text-classifier-benchmark', 'COMPLETED', 10]);
    expect(table.stdout).match(/^job {10}text-classifier-benchmark\nstatus {7}COMPLETED\n/);
    expect(table.stdout).match(/^ml\.inf1\.xlarge .* 0\.28 /m);
  });

  it('says in which region there are no such jobs, in a pipe, too', async () => {
    for (const output of ['ndjson', 'table', 'json']) {
      const { code, stderr } = await run('jobs', '--name-contains', 'nobody', '--output', output);
      expect([code, stderr]).deep.equal([
        0,
        'stepstream: no such jobs in region eu-west-1; --debug tells account and endpoint\n',
      ]);
    }
    expect(await run('jobs', '--max-items', '0')).include({ code: 0, stderr: '' });
  });

  it('says with 5 that there is no such job', async () => {
    const nobody = await run('describe', 'nobody');
    expect(nobody).include({ code: 5, stdout: '' });
    expect(nobody.stderr).match(
      /^stepstream: There is no job 'nobody' in this account and region \(eu-west-1; --debug tells account and endpoint\); 'stepstream jobs' lists those that are, and AI jobs are named ai-recommendation-job\/NAME: [^\n]*\n$/,
    );
  });
});
