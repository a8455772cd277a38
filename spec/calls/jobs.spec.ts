import { expect } from 'chai';
import { from, lastValueFrom, toArray } from 'rxjs';
import type { DecodeError } from '../../src/core/decodeError.js';
import type { JobFilters } from '../../src/core/filters.js';
import type { JobSummary } from '../../src/core/job.js';
import type { StepsPage } from '../../src/core/page.js';
import { jmespath } from '../../src/operators/jmespath.js';
import { toFullResult } from '../../src/paging/toFullResult.js';
import { connect, type Recommender } from '../../src/recommender.js';
import { fakeRecommender, type JobScript } from '../../src/testing/index.js';
import { failure } from '../support/failure.js';
import { simulated, until, type Simulated } from '../support/simulated.js';

const START = Date.UTC(2026, 0, 15, 9);
const HOUR = 3_600_000;
const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/other/7';
/** Jobs of one hour after another, the last one running; the world stands still. */
const JOBS: readonly JobScript[] = [
  { name: 'resnet-a', modelName: 'resnet', startedAt: START - 50 * HOUR, steps: 3 },
  { name: 'resnet-b', modelName: 'resnet', startedAt: START - 40 * HOUR, steps: 3, status: 'FAILED' },
  { name: 'bert-a', modelPackageVersionArn: ARN, startedAt: START - 30 * HOUR, steps: 3 },
  { name: 'bert-b', modelName: 'bert', startedAt: START, steps: 3 },
];
const WORLD = { jobs: JOBS, speed: 0, startTime: START };
const at = (hours: number): Date => new Date(START + hours * HOUR);
const namesOf = (jobs: readonly JobSummary[]): string => jobs.map(({ JobName }) => JobName).join(' ');

describe('jobs$', () => {
  const inputs: unknown[] = [];
  const listening = { ...WORLD, onCall: ({ input }: { readonly input: unknown }) => inputs.push(input) };
  beforeEach(() => {
    inputs.length = 0;
  });

  const filters: readonly (readonly [filters: JobFilters, wire: object, names: string])[] = [
    [{}, {}, 'bert-b bert-a resnet-b resnet-a'],
    [{ creationTimeAfter: at(-35) }, { CreationTimeAfter: at(-35).getTime() / 1000 }, 'bert-b bert-a'],
    [
      { creationTimeBefore: new Date(at(-35).getTime() + 125) },
      { CreationTimeBefore: at(-35).getTime() / 1000 + 0.125 },
      'resnet-b resnet-a',
    ],
    [{ lastModifiedTimeAfter: at(-1) }, { LastModifiedTimeAfter: at(-1).getTime() / 1000 }, 'bert-b'],
    [
      { lastModifiedTimeBefore: at(-35) },
      { LastModifiedTimeBefore: at(-35).getTime() / 1000 },
      'resnet-b resnet-a',
    ],
    [{ nameContains: 'bert' }, { NameContains: 'bert' }, 'bert-b bert-a'],
    [{ status: 'FAILED' }, { StatusEquals: 'FAILED' }, 'resnet-b'],
    [{ modelName: 'resnet' }, { ModelNameEquals: 'resnet' }, 'resnet-b resnet-a'],
    [{ modelPackageVersionArn: ARN }, { ModelPackageVersionArnEquals: ARN }, 'bert-a'],
    [
      { sortBy: 'Name', sortOrder: 'Ascending' },
      { SortBy: 'Name', SortOrder: 'Ascending' },
      'bert-a bert-b resnet-a resnet-b',
    ],
    [
      { sortBy: 'CreationTime', sortOrder: 'Ascending' },
      { SortBy: 'CreationTime', SortOrder: 'Ascending' },
      'resnet-a resnet-b bert-a bert-b',
    ],
    [
      { sortBy: 'Status', sortOrder: 'Descending', nameContains: 'resnet' },
      { SortBy: 'Status', SortOrder: 'Descending', NameContains: 'resnet' },
      'resnet-b resnet-a',
    ],
  ];

  it('has every filter from the SDK to the service, in the form of the wire', () =>
    simulated(listening, async ({ recommender }) => {
      for (const [given, wire, names] of filters) {
        inputs.length = 0;
        const { jobs } = await toFullResult(recommender.jobs$(given));
        expect(inputs, JSON.stringify(given)).deep.equal([{ ...wire, MaxResults: 100 }]);
        expect(namesOf(jobs), JSON.stringify(given)).equal(names);
      }
    }));

  it('gives decoded jobs, the same from the SDK and from a mock, and the JSON of the wire to JMESPath', () =>
    simulated(WORLD, async ({ recommender }) => {
      const mocked = connect({ client: fakeRecommender(WORLD), quota: { perSecond: Infinity } });
      const { jobs } = await toFullResult(recommender.jobs$());
      expect(jobs[0]?.CreationTime).deep.equal(new Date(START));
      expect((await toFullResult(mocked.jobs$())).jobs).deep.equal(jobs);
      const created = 'InferenceRecommendationsJobs[0].CreationTime';
      for (const one of [recommender, mocked])
        expect(await lastValueFrom(one.jobs$().pipe(jmespath(created)))).equal(START / 1000);
      await mocked.close();
    }));

  it('is cut and resumed with its filters, and refused with others before any call', () =>
    simulated(WORLD, async ({ simulator, recommender }) => {
      const first = await toFullResult(recommender.jobs$({ sortBy: 'Name', pageSize: 2, maxItems: 1 }));
      const startingToken = first.resumeToken;
      const rest = await toFullResult(recommender.jobs$({ sortBy: 'Name', startingToken, pageSize: 1 }));
      expect(namesOf([...first.jobs, ...rest.jobs])).equal('resnet-b resnet-a bert-b bert-a');
      const { calls } = simulator.stats();
      const error = await failure(lastValueFrom(recommender.jobs$({ sortBy: 'Status', startingToken })));
      expect(error).property('code', 'INVALID_TOKEN');
      expect((error as Error).message).contain("of sortBy 'Name', and this one is of sortBy 'Status'");
      expect(simulator.stats().calls).equal(calls);
    }));

  it('goes on over empty pages', () =>
    simulated(WORLD, async ({ simulator, recommender }) => {
      simulator.fault('emptyPage', { call: 2 });
      const pages = await lastValueFrom(recommender.jobs$({ pageSize: 2 }).pipe(toArray()));
      expect(pages.map(({ index, jobs }) => [index, jobs.length])).deep.equal([
        [0, 2],
        [1, 0],
        [2, 2],
      ]);
    }));

  it('fails with one error for the jobs that can not be decoded, behind the others', () =>
    simulated(WORLD, async ({ simulator, recommender }) => {
      simulator.fault('wrongType', { call: 1 });
      const seen: JobSummary[] = [];
      const error = await failure(recommender.jobs$().forEach(({ jobs }) => seen.push(...jobs)));
      expect(error).property('code', 'DECODE');
      expect((error as DecodeError).faults.map(({ path }) => path).join()).match(/^jobs\[\d\]\.\w+$/);
      expect(seen).length(3);
    }));
});

describe('job$', () => {
  const jobOf = (recommender: Recommender, name: string): Promise<unknown> =>
    lastValueFrom(recommender.job$(name));

  it('gives a job, decoded, in one call', () =>
    simulated(WORLD, async ({ simulator, recommender }) => {
      expect(await jobOf(recommender, 'resnet-a')).include({ JobName: 'resnet-a', Status: 'COMPLETED' });
      expect(simulator.stats().calls).equal(1);
    }));

  it('fails for a job that is not there, and for a name that can not be before any call', () =>
    simulated(WORLD, async ({ simulator, recommender }) => {
      expect(await failure(jobOf(recommender, 'nobody'))).property('code', 'NOT_FOUND');
      expect(await failure(jobOf(recommender, 'no/body'))).property('code', 'INVALID_INPUT');
      expect(simulator.stats().calls).equal(1);
    }));

  it('ends the request when it is left', () =>
    simulated({ ...WORLD, latencyMs: 600_000 }, async ({ simulator, recommender }) => {
      const subscription = recommender.job$('resnet-a').subscribe();
      await until(() => simulator.stats().openRequests === 1);
      subscription.unsubscribe();
      await until(() => simulator.stats().abortedRequests === 1);
      expect(simulator.stats()).include({ calls: 1, openRequests: 0 });
    }));

  it('is decoded whatever the seed', async () => {
    for (let seed = 1; seed <= 5; seed += 1)
      await simulated({ ...WORLD, seed }, async ({ recommender }: Simulated) => {
        for (const { name } of JOBS) expect(await jobOf(recommender, name)).property('JobName', name);
      });
  });
});

describe('pages', () => {
  const MANY = { jobs: [{ name: 'job', steps: 40 }] };

  it('lists what steps$ lists, with a call for each page that is asked for', () =>
    simulated(MANY, async ({ simulator, recommender }) => {
      const iterator = recommender.pages('job', { pageSize: 8 })[Symbol.asyncIterator]();
      for (const calls of [1, 2]) {
        await iterator.next();
        expect(simulator.stats().calls).equal(calls);
      }
      await iterator.return?.();
      const pulled = await lastValueFrom(from(recommender.pages('job', { pageSize: 8 })).pipe(toArray()));
      expect(pulled).deep.equal(
        await lastValueFrom(recommender.steps$('job', { pageSize: 8 }).pipe(toArray())),
      );
      expect(simulator.stats().calls).equal(12);
    }));

  it('ends the request at once when the reader leaves', () =>
    simulated({ ...MANY, latencyMs: 600_000 }, async ({ simulator, recommender }) => {
      const iterator = recommender.pages('job')[Symbol.asyncIterator]();
      const waiting = iterator.next();
      await until(() => simulator.stats().openRequests === 1);
      await iterator.return?.();
      expect(await waiting).deep.equal({ done: true, value: undefined });
      await until(() => simulator.stats().abortedRequests === 1);
      expect(simulator.stats().calls).equal(1);
    }));

  it('says where to go on when the connection is closed', () =>
    simulated({ ...MANY, latencyMs: 5 }, async ({ recommender }) => {
      const iterator = recommender.pages('job', { pageSize: 8 })[Symbol.asyncIterator]();
      const { resumeToken } = (await iterator.next()).value as StepsPage;
      const waiting = failure(iterator.next());
      await recommender.close();
      expect(await waiting).include({ code: 'CLOSED', resumeToken });
    }));
});
