import { lastValueFrom, toArray, type Observable } from 'rxjs';
import { sageMakerApi, type RecommenderClient } from '../../../src/api/sageMakerApi.js';
import type { ServiceApi } from '../../../src/api/serviceApi.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { recommendationSteps } from '../../../src/decode/recommendationSteps.js';
import { watchAnyJob } from '../../../src/live/watchAnyJob.js';
import { aiJobDescription } from '../../../src/paging/aiJobDescription.js';
import { RECOMMENDATION_JOBS } from '../../../src/paging/aiJobs.js';
import { jobDescription } from '../../../src/paging/jobDescription.js';
import { stepPages } from '../../../src/paging/stepPages.js';
import type { SimulationOptions } from '../../../src/testing/index.js';
import type { VirtualTime } from '../../support/virtualTime.js';

/** A service that behaves as its documentation allows, and as few expect. Its recording is in spec/fixtures/recordings. */
export interface OddService {
  readonly file: string;
  readonly odd: string;
  readonly options: SimulationOptions;
  /** What stepstream makes of it, in a few words each. */
  readonly read: (api: ServiceApi, time: VirtualTime) => Promise<readonly string[]>;
  readonly expected: readonly string[];
}

const LIVE = {
  name: 'my-job',
  steps: 2,
  live: true,
  pendingMs: 5_000,
  provisioningMs: 20_000,
  runMs: 20_000,
};

const all = <T>(values$: Observable<T>): Promise<T[]> => lastValueFrom(values$.pipe(toArray()));

const WATCHING = { minIntervalMs: 30_000, maxIntervalMs: 30_000, appearsWithinMs: 60_000 };

/** The events of the job, in a few words each: steps by the order in which they came. */
async function watched(api: ServiceApi, time: VirtualTime): Promise<readonly string[]> {
  const events: WatchEvent[] = [];
  const watch = { ended: false };
  watchAnyJob(api, time, 'my-job', WATCHING).subscribe({
    next: event => events.push(event),
    complete: () => (watch.ended = true),
  });
  await time.until(() => watch.ended);
  const keys = events.flatMap(event => (event.type === 'step' ? [event.key] : []));
  return events
    .filter(({ type }) => type === 'step' || type === 'done')
    .map(event =>
      event.type === 'step'
        ? `${event.change} ${keys.indexOf(event.key)} ${event.step.Status}`
        : `done ${event.type === 'done' ? event.job.Status : ''}`,
    );
}

export const ODD_SERVICES: readonly OddService[] = [
  {
    file: 'emptyPages.ndjson',
    odd: 'filters after the page was cut, so that pages are empty although more follow',
    options: {
      jobs: [{ name: 'my-job', steps: [{}, {}, { fails: 'outOfMemory' }, {}, {}, { fails: 'healthCheck' }] }],
      behaviours: { filters: 'afterPage', largestPage: 2 },
    },
    read: async api => {
      const pages = await all(stepPages(api, 'my-job', { status: 'FAILED' }));
      return pages.map(({ steps }) => `${steps.length}`);
    },
    expected: ['0', '1', '1'],
  },
  {
    file: 'movingList.ndjson',
    odd: 'lists the newest step first, from replicas that are behind by turns',
    options: {
      jobs: [LIVE],
      behaviours: { listOrder: 'newestFirst', lagMs: { steps: 8_000 }, replicas: 'byTurns' },
    },
    read: watched,
    expected: [
      'added 0 IN_PROGRESS',
      'added 1 IN_PROGRESS',
      'updated 0 COMPLETED',
      'updated 1 COMPLETED',
      'done COMPLETED',
    ],
  },
  {
    file: 'appearsLate.ndjson',
    odd: 'refuses a job that was just created, as invalid, and never says when one has changed',
    options: {
      jobs: [{ ...LIVE, steps: [{}] }],
      behaviours: { appearsAfterMs: 12_000, notFoundAs: 'ValidationException', modifiedTimes: 'still' },
    },
    read: async (api, time) => {
      await time.pass(1_000);
      const refused = await all(jobDescription(api, 'my-job')).catch((error: unknown) => error as Error);
      return ['code' in refused ? String(refused.code) : 'found', ...(await watched(api, time))];
    },
    expected: ['NOT_FOUND', 'added 0 IN_PROGRESS', 'updated 0 COMPLETED', 'done COMPLETED'],
  },
  {
    file: 'errorHeaders.ndjson',
    odd: 'names its errors in a header alone',
    options: { jobs: [], behaviours: { errorForm: 'header' } },
    read: async api => {
      const names = ['nope', 'also-not'];
      return Promise.all(
        names.map(async name =>
          all(jobDescription(api, name)).then(
            () => 'found',
            (error: unknown) => (error as { code: string }).code,
          ),
        ),
      );
    },
    expected: ['NOT_FOUND', 'NOT_FOUND'],
  },
  {
    file: 'newerAi.ndjson',
    odd: 'describes an AI job with members, spellings and values of later versions',
    options: {
      aiJobs: [{ name: 'ai-job', instanceTypes: ['ml.g6.12xlarge'], optimizeModel: false }],
      behaviours: { aiNewer: 'fields', aiSpelling: 'docs', aiValues: 'grouped', aiStats: 'noP99' },
    },
    read: async api => {
      const job = await lastValueFrom(aiJobDescription(api, RECOMMENDATION_JOBS, 'ai-job'));
      const { steps, errors } = recommendationSteps(job);
      return [
        job.AIRecommendationJobStatus,
        ...steps.map(step => Object.keys(step.figures ?? {}).join(' ')),
        ...errors.map(({ message }) => message),
      ];
    },
    expected: [
      'Completed',
      'TimeToFirstToken InterTokenLatency RequestLatency OutputTokenThroughput RequestThroughput ClientSideConcurrency faults',
    ],
  },
];

/** What a client's answers come to. */
export const outcomeOf = (
  { read }: OddService,
  client: RecommenderClient,
  time: VirtualTime,
): Promise<readonly string[]> => read(sageMakerApi(client, time.now), time);
