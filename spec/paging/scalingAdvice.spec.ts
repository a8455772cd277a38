import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import type { ScalingAdvice, ScalingPick, ScalingTraffic } from '../../src/core/scaling.js';
import { scalingAdvice } from '../../src/paging/scalingAdvice.js';
import { fakeApi, inputsOf, never, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { published } from '../support/recommendations.js';
import { pending, step } from '../support/steps.js';

const ADVICE = {
  MinCapacity: 1,
  MaxCapacity: 4,
  ScaleInCooldown: 300,
  ScaleOutCooldown: 60,
  ScalingPolicies: [
    {
      TargetTracking: {
        MetricSpecification: {
          Predefined: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        },
        TargetValue: 2060.5,
      },
    },
    {
      TargetTracking: {
        MetricSpecification: {
          Customized: {
            MetricName: 'CPUUtilization',
            Namespace: '/aws/sagemaker/Endpoints',
            Statistic: 'Average',
          },
        },
        TargetValue: 200,
      },
    },
  ],
};

const ask = (api: FakeApi, pick: ScalingPick, traffic?: ScalingTraffic): Promise<ScalingAdvice> =>
  firstValueFrom(scalingAdvice(api, pick, traffic));
const advised = (advice?: unknown): FakeApi =>
  fakeApi(() => ({
    ...(advice !== undefined && { DynamicScalingConfiguration: advice }),
    Metric: { New: 1 },
  }));
const pick = step('endpoint-1', { JobName: 'classic-1' });

describe('scalingAdvice', () => {
  it('asks for a step by job and endpoint: one call, one typed value', async () => {
    const api = advised(ADVICE);
    const traffic = { minPerMinute: 600.9, maxPerMinute: 8_999.1, targetCpuPercent: 70 };
    expect(await ask(api, pick, traffic)).deep.equal({
      minCapacity: 1,
      maxCapacity: 4,
      scaleInCooldownMs: 300_000,
      scaleOutCooldownMs: 60_000,
      policies: [
        {
          kind: 'targetTracking',
          metric: { kind: 'predefined', type: 'SageMakerVariantInvocationsPerInstance' },
          targetValue: 2060.5,
        },
        {
          kind: 'targetTracking',
          metric: {
            kind: 'customized',
            name: 'CPUUtilization',
            namespace: '/aws/sagemaker/Endpoints',
            statistic: 'Average',
          },
          targetValue: 200,
        },
      ],
      raw: { DynamicScalingConfiguration: ADVICE, Metric: { New: 1 } },
    });
    expect(inputsOf(api)).deep.equal([
      {
        InferenceRecommendationsJobName: 'classic-1',
        EndpointName: 'endpoint-1',
        TargetCpuUtilizationPerCore: 70,
        ScalingPolicyObjective: { MinInvocationsPerMinute: 600, MaxInvocationsPerMinute: 9_000 },
      },
    ]);
    expect(api.calls[0]?.options.priority).undefined;
  });

  it('asks for a recommendation by its id, without traffic where none is given', async () => {
    const api = advised(ADVICE);
    await ask(api, { jobName: 'classic-1', recommendationId: 'classic-1/abcd' });
    await ask(api, { jobName: 'classic-1', recommendationId: 'classic-1/abcd' }, { minPerMinute: 5 });
    const named = { InferenceRecommendationsJobName: 'classic-1', RecommendationId: 'classic-1/abcd' };
    expect(inputsOf(api)).deep.equal([
      named,
      { ...named, ScalingPolicyObjective: { MinInvocationsPerMinute: 5 } },
    ]);
  });

  for (const [what, advice] of [
    ['the whole advice', undefined],
    ['each member', {}],
    ['nulls', { MinCapacity: null, ScalingPolicies: null }],
  ] as const)
    it(`leaves undefined what AWS leaves out: ${what}`, async () => {
      const { raw: _, ...given } = await ask(advised(advice), pick);
      expect(given).deep.equal({
        minCapacity: undefined,
        maxCapacity: undefined,
        scaleInCooldownMs: undefined,
        scaleOutCooldownMs: undefined,
        policies: [],
      });
    });

  it('keeps what AWS adds to the unions, in the form of the wire or of the SDK', async () => {
    const step = { StepScaling: { Steps: [1] } };
    const unknown = { $unknown: ['StepScaling', {}] };
    const metric = { TargetTracking: { MetricSpecification: { Math: 'x' }, TargetValue: 3 } };
    const bare = { TargetTracking: {} };
    const { policies } = await ask(advised({ ScalingPolicies: [step, null, unknown, metric, bare] }), pick);
    expect(policies).deep.equal([
      { kind: 'unknown', received: step },
      { kind: 'unknown', received: unknown },
      { kind: 'targetTracking', metric: { kind: 'unknown', received: { Math: 'x' } }, targetValue: 3 },
      { kind: 'targetTracking', metric: undefined, targetValue: undefined },
    ]);
  });

  it('fails with what can not be decoded, by its path', async () => {
    expect(await failure(ask(advised({ MaxCapacity: '4' }), pick)))
      .include({ code: 'DECODE' })
      .property('message')
      .equal('scaling.DynamicScalingConfiguration.MaxCapacity: expected a finite number, got "4"');
  });

  const serverless = step('s', {
    EndpointConfiguration: {
      EndpointName: 's',
      VariantName: 'v',
      ServerlessConfig: { MemorySizeInMB: 1, MaxConcurrency: 1 },
    },
  });
  for (const [what, refused, message] of [
    ['a serverless step', serverless, /serverless endpoint scales by itself/],
    ['a recommendation of an AI job', published, /no scaling advice for AI jobs/],
    [
      'an AI job',
      { jobName: 'ai-recommendation-job/a', recommendationId: 'r' },
      /no scaling advice for AI jobs/,
    ],
    ['a step that runs', step('r', { Status: 'IN_PROGRESS' }), /is a step that is IN_PROGRESS/],
    ['a step without endpoint', { ...pending, Status: 'COMPLETED' }, /EndpointName/],
    ['no id', { jobName: 'a', recommendationId: '' }, /^pick.recommendationId: /],
    ['no valid name', { jobName: '-', recommendationId: 'r' }, /^jobName: /],
    ['a text', 'classic-1', /must be a step/],
    ['nothing', undefined, /must be a step/],
    ['another object', { Job: 'classic-1' }, /must be a step/],
  ] as const)
    it(`refuses ${what} before the call`, async () => {
      const api = advised(ADVICE);
      expect(await failure(ask(api, refused as never)))
        .include({ code: 'INVALID_INPUT' })
        .property('message')
        .match(message);
      expect(api.calls).empty;
    });

  for (const [traffic, option] of [
    [{ minPerMinute: 0 }, 'minPerMinute'],
    [{ maxPerMinute: Infinity }, 'maxPerMinute'],
    [{ minPerMinute: 5, maxPerMinute: 4 }, 'maxPerMinute'],
    [{ targetCpuPercent: 101 }, 'targetCpuPercent'],
    [{ perMinute: 5 }, 'perMinute'],
  ] as const)
    it(`refuses ${JSON.stringify(traffic)} before the call`, async () => {
      const api = advised(ADVICE);
      expect(await failure(ask(api, pick, traffic as never))).include({ option: `scaling.${option}` });
      expect(api.calls).empty;
    });

  it('refuses a job that is known to run, and asks for one that is known to be over', async () => {
    const api = advised(ADVICE);
    const asked = (Status: string): Promise<unknown> =>
      firstValueFrom(scalingAdvice(api, pick, {}, JobName => ({ JobName, Status })));
    expect(await failure(asked('IN_PROGRESS')))
      .include({ code: 'INVALID_INPUT' })
      .property('message')
      .equal("pick: job 'classic-1' is IN_PROGRESS: AWS advises on jobs that have completed");
    expect(api.calls).empty;
    expect(await asked('COMPLETED'))
      .property('minCapacity')
      .equal(1);
  });

  it('ends its call with the subscription', () => {
    const api = fakeApi(never);
    scalingAdvice(api, pick).subscribe().unsubscribe();
    expect(api.calls[0]?.options.signal.aborted).equal(true);
  });
});
