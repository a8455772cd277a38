import { expect } from 'chai';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { createReplica } from '../../src/core/replica.js';
import type { WatchEvent } from '../../src/core/event.js';
import { createGateway } from '../../src/gateway/index.js';
import { bestByTokens } from '../../src/operators.js';
import { connect } from '../../src/recommender.js';
import { fakeRecommender, publishedAiJob, type Simulation } from '../../src/testing/index.js';
import { failure } from '../support/failure.js';
import { WsClient } from '../support/gatewayClients.js';
import { simulated, until } from '../support/simulated.js';

const HOUR = 3_600_000;
const quick = { minIntervalMs: 5, maxIntervalMs: 10 };
const live = { name: 'nightly', live: true, runMs: HOUR };

const wordOf = (event: WatchEvent): string =>
  event.type === 'step' ? event.change : 'job' in event ? `${event.type}:${event.job.Status}` : event.type;

describe('AI jobs over HTTP and the real SDK', () => {
  it('are listed, described and followed to their end, with the figures of the published answer', async () => {
    await simulated(
      { speed: 0, aiJobs: [publishedAiJob({ name: 'published' })] },
      async ({ recommender }) => {
        const { jobs } = await firstValueFrom(recommender.ai.jobs$({ status: 'COMPLETED' }));
        expect(jobs).length(1);
        expect(jobs[0]).include({
          AIRecommendationJobName: 'published',
          AIRecommendationJobStatus: 'Completed',
        });
        expect(jobs[0]?.CreationTime).instanceOf(Date);
        const job = await firstValueFrom(recommender.ai.job$('ai-recommendation-job/published'));
        expect(job.Recommendations).length(1);
        const events = await lastValueFrom(recommender.ai.watch$('published').pipe(toArray()));
        expect(events.map(wordOf)).deep.equal(['job:COMPLETED', 'added', 'synced', 'done:COMPLETED']);
        const best = await lastValueFrom(recommender.ai.watch$('published').pipe(bestByTokens()));
        expect(best?.figures).deep.include({
          OutputTokenThroughput: { avg: 1893.21 },
          TimeToFirstToken: { p50: 269.55, p90: 394.81 },
          ClientSideConcurrency: { value: 88 },
        });
      },
    );
  });

  it('are read where the SDK alone loses the answer to a time that is text', async () => {
    await simulated({ speed: 0, aiJobs: [live], behaviours: { aiTimes: 'iso' } }, async ({ recommender }) => {
      const { jobs } = await firstValueFrom(recommender.ai.jobs$());
      expect(jobs[0]?.CreationTime).instanceOf(Date);
      expect(await firstValueFrom(recommender.ai.job$('nightly')))
        .property('CreationTime')
        .instanceOf(Date);
    });
  });

  it('are asked for again where an answer is cut, throttled, or lacks its list', async () => {
    await simulated(
      { speed: 0, aiJobs: [live], aiBenchmarks: [live] },
      async ({ simulator, recommender }) => {
        for (const kind of ['cutBody', 'throttle', 'missingList', 'internalError'] as const) {
          simulator.fault(kind, { operation: 'ListAIRecommendationJobs' });
          simulator.fault(kind, { operation: 'ListAIBenchmarkJobs' });
          expect((await firstValueFrom(recommender.ai.jobs$())).jobs, kind).length(1);
          const { jobs } = await firstValueFrom(recommender.ai.benchmarks$({ nameContains: 'nightly' }));
          expect(jobs.length, kind).least(1);
          simulator.clearFaults();
        }
        expect(await failure(firstValueFrom(recommender.ai.benchmark$('none'))))
          .include({ code: 'NOT_FOUND' })
          .property('message')
          .match(/^There is no job 'ai-benchmark-job\/none' .*; ai\.benchmarks\$\(\) lists those that are: /);
        expect(await firstValueFrom(recommender.ai.benchmark$('nightly'))).include({
          AIBenchmarkJobName: 'nightly',
        });
      },
    );
  });

  it('are followed by a gateway at the path of their kind, each with a feed of its own', async () => {
    const jobs = [{ name: 'nightly', live: true, steps: 2 }];
    await simulated({ speed: 0, jobs, aiJobs: [live] }, async ({ simulator, recommender }) => {
      const shared$ = (name: string) => recommender.shared$(name, quick);
      const gateway = createGateway({ recommender: { ...recommender, shared$ } });
      const { url } = await gateway.listen();
      const client = new WsClient(`${url}/jobs/ai-recommendation-job%2Fnightly`);
      const classic = new WsClient(`${url}/jobs/nightly`);
      await until(() => client.messages.length > 0 && classic.messages.length > 0);
      simulator.advance(24 * HOUR);
      await Promise.all([client.ended, classic.ended]);
      const [replica, other] = [client, classic].map(({ messages }) => {
        const made = createReplica();
        const done = messages.flatMap(message => made.apply(message)).find(({ type }) => type === 'done');
        return { done, steps: made.steps };
      });
      expect(replica?.done).nested.include({
        'job.JobName': 'ai-recommendation-job/nightly',
        'job.Status': 'COMPLETED',
      });
      expect(replica?.steps.size).equal(6);
      expect(other?.done).nested.include({ 'job.JobName': 'nightly' });
      expect(other?.steps.size).equal(2);
      const none = new WsClient(`${url}/jobs/ai-benchmark-job%2F-`);
      expect((await none.ended).code).not.equal(1000);
      await gateway.close();
    });
  });
});

describe('scaling$ over HTTP and the real SDK', () => {
  const jobs = [{ name: 'classic', steps: [{ instanceType: 'ml.c5.xlarge' }] }];
  const traffic = { minPerMinute: 600, maxPerMinute: 9_000 };

  it('asks for a step and for a recommendation, and reads what AWS may add or leave out', async () => {
    await simulated({ speed: 0, jobs }, async ({ simulator, recommender }) => {
      const { InferenceRecommendations: recommendations } = await firstValueFrom(recommender.job$('classic'));
      const recommendationId = recommendations?.[0]?.RecommendationId ?? '';
      const EndpointName = recommendations?.[0]?.EndpointConfiguration.EndpointName ?? '';
      const step = {
        StepType: 'BENCHMARK',
        JobName: 'classic',
        Status: 'COMPLETED',
        InferenceBenchmark: {
          ModelConfiguration: {},
          EndpointConfiguration: { EndpointName, VariantName: 'v' },
        },
      };
      const advice = await firstValueFrom(recommender.scaling$(step, traffic));
      expect(advice).include({ scaleInCooldownMs: 300_000, scaleOutCooldownMs: 300_000 });
      expect(advice.maxCapacity).least(advice.minCapacity ?? Infinity);
      expect(advice.policies[0]).deep.include({
        kind: 'targetTracking',
        metric: { kind: 'predefined', type: 'SageMakerVariantInvocationsPerInstance' },
      });
      const byId = await firstValueFrom(
        recommender.scaling$({ jobName: 'classic', recommendationId }, traffic),
      );
      expect(byId.policies).deep.equal(advice.policies);
      simulator.behave({ scalingAnswer: 'newerPolicies' });
      const newer = await firstValueFrom(recommender.scaling$(step, traffic));
      expect(newer.policies.map(({ kind }) => kind)).deep.equal([
        'targetTracking',
        'targetTracking',
        'unknown',
      ]);
      simulator.behave({ scalingAnswer: 'partial' });
      expect(await firstValueFrom(recommender.scaling$(step)))
        .property('raw')
        .an('object');
      expect(await failure(firstValueFrom(recommender.scaling$({ ...step, JobName: 'none' })))).include({
        code: 'NOT_FOUND',
      });
    });
  });

  it('is refused without a call for a job that a shared watch of the connection knows to run', async () => {
    const fake: Simulation = fakeRecommender({ jobs: [{ name: 'runs', live: true, steps: 2 }] });
    const recommender = connect({ client: fake as never });
    const watching = recommender.shared$('runs').subscribe();
    await until(() => fake.stats().calls > 1);
    const asked = failure(
      firstValueFrom(recommender.scaling$({ jobName: 'runs', recommendationId: 'runs/1' })),
    );
    expect(await asked).include({ code: 'INVALID_INPUT', option: 'pick' });
    expect(fake.stats().callsByOperation).not.property('GetScalingConfigurationRecommendation');
    watching.unsubscribe();
    await recommender.close();
  });
});
