import { expect } from 'chai';
import type { JobScript, ServiceBehaviours } from '../../src/testing/index.js';
import { aiAccount, refusalOf, type Wire } from './ai/account.js';

const SCALING = 'GetScalingConfigurationRecommendation';
const metrics = { MaxInvocations: 8_841, ModelLatency: 94, CostPerInference: 1e-6 };
const JOBS: readonly JobScript[] = [
  {
    name: 'job',
    steps: [
      { instanceType: 'ml.c5.xlarge', instanceCount: 3, metrics },
      { serverless: { memoryMb: 2048, maxConcurrency: 5 }, metrics: { ...metrics, CostPerInference: 2e-6 } },
    ],
  },
  { name: 'live', live: true },
  { name: 'failed', status: 'FAILED' },
];
const PICK = { InferenceRecommendationsJobName: 'job', RecommendationId: 'job/1' };

describe('testing: scaling recommendations', () => {
  const ask = (input: object = {}, behaviours: ServiceBehaviours = {}, checked = true): Wire =>
    aiAccount({ jobs: JOBS, behaviours }, { checked }).call(SCALING, { ...PICK, ...input });
  const configuration = (input: object = {}, behaviours: ServiceBehaviours = {}, checked = true): Wire =>
    ask(input, behaviours, checked)['DynamicScalingConfiguration'] as Wire;

  it('follow from the benchmark of one instance, and from what the endpoint is to take', () => {
    const ScalingPolicyObjective = { MinInvocationsPerMinute: 3_000, MaxInvocationsPerMinute: 9_000 };
    const { DynamicScalingConfiguration, EndpointName, ...rest } = ask({ ScalingPolicyObjective });
    expect(rest).deep.equal({
      ...PICK,
      ScalingPolicyObjective,
      TargetCpuUtilizationPerCore: 50,
      Metric: { InvocationsPerInstance: 2_947, ModelLatency: 94 },
    });
    expect(EndpointName).match(/^sm-epc-/);
    const tracking = (MetricSpecification: object, TargetValue: number): object => ({
      TargetTracking: { MetricSpecification, TargetValue },
    });
    const Customized = {
      MetricName: 'CPUUtilization',
      Namespace: '/aws/sagemaker/Endpoints',
      Statistic: 'Average',
    };
    expect(DynamicScalingConfiguration).deep.equal({
      MinCapacity: 3,
      MaxCapacity: 7,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 300,
      ScalingPolicies: [
        tracking({ Predefined: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' } }, 1_473.5),
        tracking({ Customized }, 200),
      ],
    });
  });

  it('take the share of a core as the factor of safety, and the endpoint in place of the id', () => {
    const { EndpointName } = ask();
    const byEndpoint = { RecommendationId: null, EndpointName, TargetCpuUtilizationPerCore: 70 };
    const ScalingPolicyObjective = { MaxInvocationsPerMinute: 9_000 };
    expect(ask(byEndpoint)).property('RecommendationId', 'job/1');
    expect(configuration({ ...byEndpoint, ScalingPolicyObjective })).include({
      MinCapacity: 1,
      MaxCapacity: 5,
    });
  });

  const refusals: [string, object, RegExp][] = [
    ['neither id nor endpoint', { RecommendationId: null }, /^ValidationException: Specify either/],
    ['an unknown id', { RecommendationId: 'job/9' }, /^ResourceNotFound: .*recommendation 'job\/9'/],
    ['another endpoint than that of the id', { EndpointName: 'other' }, /^ResourceNotFound/],
    ['an unknown job', { InferenceRecommendationsJobName: 'none' }, /^ResourceNotFound: .*'none'/],
    ['101 percent', { TargetCpuUtilizationPerCore: 101 }, /^ValidationException: .*'101'/],
    [
      'a least above the most',
      { ScalingPolicyObjective: { MinInvocationsPerMinute: 2, MaxInvocationsPerMinute: 1 } },
      /^ValidationException/,
    ],
    ['a job that runs', { InferenceRecommendationsJobName: 'live' }, /^ValidationException: .*PENDING/],
    ['a job that failed', { InferenceRecommendationsJobName: 'failed' }, /^ValidationException: .*FAILED/],
    ['a serverless recommendation', { RecommendationId: 'job/2' }, /^ValidationException: .*serverless/],
  ];
  for (const [what, input, message] of refusals) {
    it(`are refused for ${what}`, () => {
      expect(refusalOf(() => ask(input))).match(message);
    });
  }

  it('scalingRefusal: ResourceNotFound, or an answer without a configuration', () => {
    for (const input of [{ InferenceRecommendationsJobName: 'live' }, { RecommendationId: 'job/2' }]) {
      expect(refusalOf(() => ask(input, { scalingRefusal: 'ResourceNotFound' }))).match(/^ResourceNotFound/);
      expect(configuration(input, { scalingRefusal: 'empty' })).deep.equal({});
    }
  });

  it('scalingAnswer: a policy of an unknown kind, or absent members', () => {
    const newer = configuration({}, { scalingAnswer: 'newerPolicies' }, false)['ScalingPolicies'];
    expect(newer).length(3);
    expect((newer as object[])[2]).not.property('TargetTracking');
    const partial = configuration({}, { scalingAnswer: 'partial' });
    expect(Object.keys(partial)).deep.equal(['MaxCapacity', 'ScaleOutCooldown']);
  });
});
