import { expect } from 'chai';
import { demoAiJobs, publishedAiJob, type AiRecommendationScript } from '../../../src/testing/index.js';
import { aiAccount, refusalOf, type AiCalls, type Wire } from './account.js';

const MINUTE = 60_000;
const TYPES = ['ml.g6.24xlarge', 'ml.g6e.12xlarge', 'ml.g5.12xlarge'];
const CREATION = {
  AIRecommendationJobName: 'fresh',
  ModelSource: { S3: { S3Uri: 's3://b/models/m/' } },
  OutputConfig: { S3OutputLocation: 's3://b/out/' },
  AIWorkloadConfigIdentifier: 'load',
  PerformanceTarget: { Constraints: [{ Metric: 'cost' }] },
  RoleArn: 'arn:aws:iam::123456789012:role/Tester',
  ComputeSpec: { InstanceTypes: ['ml.g6.24xlarge'] },
  AdapterSource: { S3Uris: ['s3://b/adapter/'] },
};
const live = (more: Partial<AiRecommendationScript> = {}): AiRecommendationScript => ({
  name: 'job',
  live: true,
  instanceTypes: TYPES,
  ...more,
});

describe('testing: AI jobs', () => {
  it('answer in their shapes at every time of their lives, over seeds', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const jobs = demoAiJobs();
      const { aiJobs, aiBenchmarks } = jobs;
      const { fake, ...calls } = aiAccount({
        seed,
        aiJobs: [
          ...aiJobs.map(job => ({ ...job, live: true })),
          { name: 'stopped', status: 'Stopped', live: true },
          { name: 'failed', status: 'Failed', live: true },
        ],
        aiBenchmarks: aiBenchmarks.map(job => ({ ...job, live: true })),
      });
      for (let moment = 0; moment < 10; moment += 1) {
        for (const name of calls.jobs()) calls.describe(name);
        for (const name of calls.benchmarks()) calls.describeBenchmark(name);
        fake.advance(21 * MINUTE);
      }
      expect(calls.jobs({ StatusEquals: 'InProgress' })).deep.equal([]);
      expect(calls.benchmarks({ StatusEquals: 'InProgress' })).deep.equal([]);
    }
  });

  it('run for 30 to 180 minutes, and then have recommendations', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { fake, describe } = aiAccount({ seed, aiJobs: [live()] });
      fake.advance(30 * MINUTE - 1);
      expect(describe('job')).include({ AIRecommendationJobStatus: 'InProgress' });
      expect(describe('job')).not.have.any.keys('EndTime', 'Recommendations');
      fake.advance(150 * MINUTE + 1);
      const { Recommendations, EndTime, CreationTime, ...rest } = describe('job');
      expect(rest).include({ AIRecommendationJobStatus: 'Completed' });
      expect(Recommendations).length(6);
      expect(Number(EndTime) - Number(CreationTime)).within(1_800, 10_800);
    }
  });

  it('try each instance type as it is and optimised; each candidate is a benchmark that is listed', () => {
    const { fake, describe, benchmarks, call } = aiAccount({ aiJobs: [live()] });
    expect(benchmarks()).deep.equal([]);
    fake.advance(200 * MINUTE);
    const children = [1, 2, 3, 4, 5, 6].map(number => `ai-rec-job-${String(number)}`);
    expect(benchmarks({ SortOrder: 'Ascending' })).deep.equal(children);
    const { Recommendations = [] } = describe('job');
    const arns = Recommendations.map(({ AIBenchmarkJobArn }) => AIBenchmarkJobArn!.split('/')[1]);
    expect(arns.toSorted()).deep.equal(children);
    for (const type of TYPES) {
      const alike = Recommendations.filter(one => one.DeploymentConfiguration.InstanceType === type);
      expect(alike.map(one => one.OptimizationDetails.length).toSorted()).deep.equal([0, 1]);
    }
    const [first] = call('ListAIBenchmarkJobs', { MaxResults: 1 })['AIBenchmarkJobs'] as Wire[];
    expect(first).include({ AIBenchmarkJobStatus: 'Completed', AIWorkloadConfigName: 'workload-1' });
  });

  it('leave out the candidates whose benchmarks fail, and have no optimised ones unless they may', () => {
    const { describe, benchmarks } = aiAccount({
      aiJobs: [{ name: 'job', instanceTypes: TYPES, failingTypes: ['ml.g6.24xlarge'], optimizeModel: false }],
    });
    const tried = describe('job').Recommendations!.map(one => one.DeploymentConfiguration.InstanceType);
    expect(tried.toSorted()).deep.equal(['ml.g5.12xlarge', 'ml.g6e.12xlarge']);
    expect(benchmarks({ StatusEquals: 'Failed' })).deep.equal(['ai-rec-job-1']);
  });

  it('have no recommendations in each way in which a completed job can have none', () => {
    const kinds = ['absent', 'null', 'empty'] as const;
    const { describe } = aiAccount({ aiJobs: kinds.map(name => ({ name, recommendations: name })) });
    const shown = kinds.map(name => describe(name));
    expect(shown.map(job => job['AIRecommendationJobStatus'])).deep.equal(kinds.map(() => 'Completed'));
    expect(shown[0]).not.have.property('Recommendations');
    expect(shown.slice(1).map(job => job.Recommendations)).deep.equal([null, []]);
  });

  it('fail after 60 s where the role lacks a right, without a benchmark', () => {
    const { fake, describe, benchmarks } = aiAccount({
      aiJobs: [live({ roleLacks: 'servicequotas:GetServiceQuota' })],
    });
    fake.advance(MINUTE - 1);
    expect(describe('job')).include({ AIRecommendationJobStatus: 'InProgress' });
    fake.advance(1);
    expect(describe('job')).include({ AIRecommendationJobStatus: 'Failed' });
    expect(describe('job')['FailureReason']).contains('servicequotas:GetServiceQuota');
    expect(benchmarks()).deep.equal([]);
  });

  it('stop: Stopping, then Stopped, and with them the benchmark that runs; later ones are never created', () => {
    const { fake, call, describe, benchmarks } = aiAccount({ aiJobs: [live({ runMs: 120 * MINUTE })] });
    while (benchmarks({ StatusEquals: 'InProgress' }).length === 0) fake.advance(MINUTE);
    const [running] = benchmarks();
    call('StopAIRecommendationJob', { AIRecommendationJobName: 'job' });
    call('StopAIRecommendationJob', { AIRecommendationJobName: 'job' });
    expect(describe('job')).include({ AIRecommendationJobStatus: 'Stopping' });
    expect(benchmarks({ StatusEquals: 'Stopping' })).deep.equal([running]);
    fake.advance(MINUTE);
    expect(describe('job')).include({ AIRecommendationJobStatus: 'Stopped' });
    expect(describe('job')).not.have.property('Recommendations');
    fake.advance(300 * MINUTE);
    expect(benchmarks()).deep.equal([running]);
    expect(benchmarks({ StatusEquals: 'Stopped' })).deep.equal([running]);
  });

  it('leave out a candidate whose benchmark was stopped by itself', () => {
    const { fake, call, describe, benchmarks } = aiAccount({ aiJobs: [live()] });
    while (benchmarks({ StatusEquals: 'InProgress' }).length === 0) fake.advance(MINUTE);
    call('StopAIBenchmarkJob', { AIBenchmarkJobName: 'ai-rec-job-1' });
    fake.advance(200 * MINUTE);
    expect(benchmarks({ StatusEquals: 'Stopped' })).deep.equal(['ai-rec-job-1']);
    expect(describe('job').Recommendations).length(5);
  });

  it('a benchmark above 1 % invalid answers fails, and its profile has figures', () => {
    const { fake, describeBenchmark } = aiAccount({
      aiBenchmarks: [
        { name: 'gate', invalidAnswers: 10 },
        { name: 'within', invalidAnswers: 3 },
        { name: 'failed', status: 'Failed' },
        { name: 'runs', live: true },
      ],
    });
    expect(describeBenchmark('gate')).include({
      AIBenchmarkJobStatus: 'Failed',
      FailureReason: 'Benchmark error rate 3.33% (10/300) exceeds maximum 1%',
    });
    expect(fake.aiperfProfile('gate')).deep.include({
      request_count: { unit: 'requests', avg: 290 },
      error_request_count: { unit: 'requests', avg: 10 },
    });
    expect(fake.aiperfProfile('gate')!.time_to_first_token.p99).above(0);
    expect(describeBenchmark('within')).include({ AIBenchmarkJobStatus: 'Completed' });
    expect([fake.aiperfProfile('failed'), fake.aiperfProfile('runs')]).deep.equal([undefined, undefined]);
  });

  it('are created with what the request says, unknown members too, and run on their clock', () => {
    const { fake, call, describe, jobs } = aiAccount();
    call('CreateAIWorkloadConfig', { AIWorkloadConfigName: 'load' });
    expect(call('CreateAIRecommendationJob', CREATION)).deep.equal({
      AIRecommendationJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:ai-recommendation-job/fresh',
    });
    const { AIRecommendationJobName: _name, OutputConfig, ...kept } = CREATION;
    expect(describe('fresh')).deep.include(kept);
    expect(describe('fresh')['OutputConfig']).deep.equal({
      ...OutputConfig,
      ModelPackageGroupIdentifier: 'fresh',
    });
    fake.advance(200 * MINUTE);
    const { Recommendations = [] } = describe('fresh');
    expect(Recommendations).length(2);
    expect(Recommendations[0]!.ModelDetails.InferenceSpecificationName).match(
      /^low-cost-on-g6-24xlarge(-1)?$/,
    );
    const bounds = { CreationTimeAfter: Number(describe('fresh')['CreationTime']) };
    expect(jobs(bounds)).deep.equal([]);
    expect(jobs({ CreationTimeAfter: bounds.CreationTimeAfter - 1 })).deep.equal(['fresh']);

    const BenchmarkTarget = { Endpoint: { Identifier: 'my-endpoint' } };
    const { RoleArn, AIWorkloadConfigIdentifier } = CREATION;
    const request = {
      AIBenchmarkJobName: 'mine',
      BenchmarkTarget,
      OutputConfig,
      RoleArn,
      AIWorkloadConfigIdentifier,
    };
    call('CreateAIBenchmarkJob', request);
    expect(call('DescribeAIBenchmarkJob', { AIBenchmarkJobName: 'mine' })).deep.include({ BenchmarkTarget });
    call('StopAIBenchmarkJob', { AIBenchmarkJobName: 'mine' });
    expect(call('DescribeAIBenchmarkJob', { AIBenchmarkJobName: 'mine' })).include({
      AIBenchmarkJobStatus: 'Stopping',
    });
  });

  const refusals: [string, Parameters<AiCalls['call']>, RegExp][] = [
    [
      '101 jobs a page',
      ['ListAIRecommendationJobs', { MaxResults: 101 }],
      /^Validation.*'101' at 'maxResults'/,
    ],
    ['none a page', ['ListAIBenchmarkJobs', { MaxResults: 0 }], /^Validation.*'0' at 'maxResults'/],
    [
      'a status in the casing of the first generation',
      ['ListAIRecommendationJobs', { StatusEquals: 'COMPLETED' }],
      /^ValidationException: .*'COMPLETED' at 'statusEquals'.*\[InProgress, Completed, Failed, Stopping, Stopped\]/,
    ],
    ['a token of another list', ['ListAIBenchmarkJobs', { NextToken: 'x' }], /^Validation.*NextToken/],
    [
      'a name of 64',
      ['DescribeAIRecommendationJob', { AIRecommendationJobName: 'a'.repeat(64) }],
      /^Validation/,
    ],
    ['no name', ['DescribeAIBenchmarkJob', {}], /^ValidationException: .*null at 'aIBenchmarkJobName'/],
    [
      'an unknown job',
      ['DescribeAIRecommendationJob', { AIRecommendationJobName: 'none' }],
      /^ResourceNotFound: .*AI rec.*'none'/,
    ],
    [
      'an unknown benchmark',
      ['StopAIBenchmarkJob', { AIBenchmarkJobName: 'none' }],
      /^ResourceNotFound: .*AI bench/,
    ],
    [
      'the stop of an ended job',
      ['StopAIRecommendationJob', { AIRecommendationJobName: 'job' }],
      /^Validation.*is Completed/,
    ],
    [
      'a name that is taken',
      ['CreateAIRecommendationJob', { ...CREATION, AIRecommendationJobName: 'job' }],
      /^ResourceInUse/,
    ],
    [
      'a workload config that is taken',
      ['CreateAIWorkloadConfig', { AIWorkloadConfigName: 'load' }],
      /^ResourceInUse/,
    ],
    [
      'an unknown workload config',
      ['CreateAIRecommendationJob', { ...CREATION, AIWorkloadConfigIdentifier: 'other' }],
      /^ResourceNotFound: .*AI workload config 'other'/,
    ],
    [
      'a fourth instance type',
      [
        'CreateAIRecommendationJob',
        { ...CREATION, ComputeSpec: { InstanceTypes: [...TYPES, 'ml.p5.48xlarge'] } },
      ],
      /^Validation.*computeSpec.instanceTypes.*less than or equal to 3/,
    ],
    [
      'an instance type without accelerators',
      ['CreateAIRecommendationJob', { ...CREATION, ComputeSpec: { InstanceTypes: ['ml.c5.xlarge'] } }],
      /^Validation.*'ml.c5.xlarge'/,
    ],
    [
      'an unknown metric',
      [
        'CreateAIRecommendationJob',
        { ...CREATION, PerformanceTarget: { Constraints: [{ Metric: 'latency' }] } },
      ],
      /^Validation.*\[ttft-ms, throughput, cost\]/,
    ],
    [
      'a union without a member',
      ['CreateAIRecommendationJob', { ...CREATION, ModelSource: {} }],
      /^Validation.*Exactly one/,
    ],
    ['a job too many', ['CreateAIRecommendationJob', CREATION], /^ResourceLimitExceeded.*is 1 Jobs/],
  ];
  for (const [what, call, message] of refusals) {
    it(`refuse ${what}`, () => {
      const account = aiAccount({
        maxRunningJobs: what === 'a job too many' ? 1 : 9,
        aiJobs: [{ name: 'job' }, { name: 'runs', live: true, workloadConfig: 'load' }],
      });
      expect(refusalOf(() => account.call(...call))).match(message);
    });
  }

  it('are controlled by a test: removed with their benchmarks, edited, and refused where the name is taken', () => {
    const { fake, jobs, benchmarks, describe } = aiAccount({ aiJobs: [{ name: 'job' }, { name: 'other' }] });
    expect(() => fake.addAiJob({ name: 'job' })).throws('already an AI job job');
    expect(() => fake.addAiBenchmark({ name: 'ai-rec-job-1' })).throws('already an AI job ai-rec-job-1');
    expect(() => fake.addAiJob({ name: 'no_name' })).throws('script.name');
    fake.removeAiJob('recommendation', 'job');
    expect(jobs()).deep.equal(['other']);
    expect(benchmarks({ NameContains: 'rec-job' })).deep.equal([]);
    fake.addAiJob({ name: 'job' });
    fake.editAiJob('recommendation', 'job', { Status: 'Failed', FailureReason: 'by hand' });
    expect(describe('job')).include({ AIRecommendationJobStatus: 'Failed', FailureReason: 'by hand' });
    expect(() => {
      fake.stopAiJob('benchmark', 'none');
    }).throws('no AI job none');
  });

  it('may have the name of a job of the first generation, and 63 letters', () => {
    const name = 'a'.repeat(63);
    const { describe, benchmarks, call } = aiAccount({
      jobs: [{ name: 'job' }],
      aiJobs: [{ name: 'job' }, { name, optimizeModel: false }],
    });
    expect(describe('job')).include({ AIRecommendationJobName: 'job' });
    expect(call('DescribeInferenceRecommendationsJob', { JobName: 'job' })).include({ JobName: 'job' });
    expect(benchmarks({ NameContains: 'aaa' })).length(3);
  });

  it('have the figures of the published answer, as they stand there', () => {
    const [recommendation] = aiAccount({ aiJobs: [publishedAiJob()] }).describe('published').Recommendations!;
    const rows = recommendation!.ExpectedPerformance.map(
      ({ Metric, Stat, Value, Unit }) => `${Metric} ${String(Stat)} ${String(Value)} ${String(Unit)}`,
    );
    expect(rows).deep.equal([
      'RequestThroughput avg 7.5114 Requests/Second',
      'OutputTokenThroughput avg 1893.21 Tokens/Second',
      'RequestLatency p50 11134.94 Milliseconds',
      'RequestLatency p90 12119.56 Milliseconds',
      'RequestLatency p99 13762.74 Milliseconds',
      'TimeToFirstToken p50 269.55 Milliseconds',
      'TimeToFirstToken p90 394.81 Milliseconds',
      'InterTokenLatency p50 43.38 Milliseconds',
      'InterTokenLatency p90 44.35 Milliseconds',
      'ClientSideConcurrency undefined 88 Count',
    ]);
  });
});
