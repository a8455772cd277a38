import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { startAwsCli } from './awsCli.js';
import type { ToolResult } from './runTool.js';

const JOB = 'text-classifier-benchmark';

/** Recommendations whose generated tokens a second order differently as text and as numbers. */
const TOKENS = { 'ml.g6.24xlarge': '1893.21', 'ml.g6e.12xlarge': '2401.7', 'ml.g5.12xlarge': '790.4' };
const recommendations = Object.entries(TOKENS).map(([InstanceType, Value]) => ({
  DeploymentConfiguration: { InstanceType },
  ExpectedPerformance: [{ Metric: 'OutputTokenThroughput', Stat: 'avg', Value, Unit: 'Tokens/Second' }],
}));
const VALUE = 'ExpectedPerformance[0].Value';
/** The instance type of the most tokens a second, by the text of the value. */
const BEST = `max_by(Recommendations, &${VALUE}).DeploymentConfiguration.InstanceType`;

describe('testing: the AWS CLI in front of the simulator', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  let results: readonly ToolResult[];

  before(async function () {
    simulator = await startSimulator({
      speed: 0,
      jobs: [demoJob(), { name: 'live', live: true }],
      aiJobs: [
        ...Array.from({ length: 25 }, (_, index) => ({ name: `listed-${String(index)}` })),
        { name: 'by-text', recommendations },
      ],
    });
    const cli = await startAwsCli();
    if (cli === undefined) skip(this, 'the AWS CLI is not installed');
    const aws = (...args: readonly string[]): Promise<ToolResult> =>
      cli.run('sagemaker', ...args, '--endpoint-url', simulator.endpoint, '--output', 'json');
    const steps = ['list-inference-recommendations-job-steps', '--job-name', JOB];
    const aiJobs = ['list-ai-recommendation-jobs', '--name-contains', 'listed'];
    const aiJob = ['describe-ai-recommendation-job', '--ai-recommendation-job-name', 'by-text'];
    results = await Promise.all([
      aws(...steps, '--page-size', '16', '--query', 'length(Steps)'),
      aws(...steps, '--status', 'FAILED', '--max-items', '2'),
      aws('list-inference-recommendations-jobs', '--sort-by', 'Name', '--status-equals', 'COMPLETED'),
      aws('describe-inference-recommendations-job', '--job-name', 'no-such-job'),
      aws(...aiJobs, '--page-size', '10', '--max-items', '12'),
      aws(...aiJobs, '--status-equals', 'COMPLETED'),
      aws(...aiJob, '--query', `[${BEST}, ${BEST.replace(VALUE, `to_number(${VALUE})`)}]`),
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

  const read = (index: number): unknown => {
    expect(results[index]?.stdout, results[index]?.stderr).not.to.equal('');
    return JSON.parse(results[index]!.stdout);
  };

  it('pages through AI jobs, and stops at a maximum, with a token to continue', () => {
    const { AIRecommendationJobs, NextToken } = read(4) as { AIRecommendationJobs: []; NextToken: string };
    expect([AIRecommendationJobs.length, typeof NextToken]).to.deep.equal([12, 'string']);
  });

  it('sends the status of AI jobs in another casing, which is refused', () => {
    expect(results[5]?.stderr).to.match(/An error occurred \(ValidationException\).*'COMPLETED'/);
  });

  it('takes 790.4 for more than 2401.7 tokens a second, as text, unless the query turns it into a number', () => {
    expect(read(6)).to.deep.equal(['ml.g5.12xlarge', 'ml.g6e.12xlarge']);
  });
});
