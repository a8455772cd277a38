import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { startAwsCli } from './awsCli.js';
import type { ToolResult } from './runTool.js';

const JOB = 'text-classifier-benchmark';

describe('testing: the AWS CLI in front of the simulator', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  let results: readonly ToolResult[];

  before(async function () {
    simulator = await startSimulator({ speed: 0, jobs: [demoJob(), { name: 'live', live: true }] });
    const cli = await startAwsCli();
    if (cli === undefined) skip(this, 'the AWS CLI is not installed');
    const aws = (...args: readonly string[]): Promise<ToolResult> =>
      cli.run('sagemaker', ...args, '--endpoint-url', simulator.endpoint, '--output', 'json');
    const steps = ['list-inference-recommendations-job-steps', '--job-name', JOB];
    results = await Promise.all([
      aws(...steps, '--page-size', '16', '--query', 'length(Steps)'),
      aws(...steps, '--status', 'FAILED', '--max-items', '2'),
      aws('list-inference-recommendations-jobs', '--sort-by', 'Name', '--status-equals', 'COMPLETED'),
      aws('describe-inference-recommendations-job', '--job-name', 'no-such-job'),
    ]);
    await cli.close();
  });
  after(() => simulator.close());

  it('pages through the steps', () => {
    expect(JSON.parse(results[0]?.stdout ?? ''), results[0]?.stderr).to.equal(40);
  });

  it('filters the steps and stops at a maximum, with a token to continue', () => {
    const { Steps, NextToken } = JSON.parse(results[1]?.stdout ?? '') as {
      Steps: { Status: string }[];
      NextToken: string;
    };
    expect(Steps.map(step => step.Status)).to.deep.equal(['FAILED', 'FAILED']);
    expect(NextToken).to.be.a('string');
  });

  it('filters the jobs', () => {
    const listed = JSON.parse(results[2]?.stdout ?? '') as {
      InferenceRecommendationsJobs: { JobName: string }[];
    };
    expect(listed.InferenceRecommendationsJobs.map(job => job.JobName)).to.deep.equal([JOB]);
  });

  it('reports an unknown job', () => {
    expect(results[3]?.code).not.to.equal(0);
    expect(results[3]?.stderr).to.match(/An error occurred \(ResourceNotFound\) when calling the Describe/);
  });
});
