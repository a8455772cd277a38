import { expect } from 'chai';
import { lastValueFrom, NEVER, of, take, toArray } from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError, NetworkError } from '../../src/core/errors.js';
import type { AIJobFilters } from '../../src/core/filters.js';
import type { JobsPage } from '../../src/core/page.js';
import type { AIRecommendationJobSummary } from '../../src/core/aiJob.js';
import { jmespath } from '../../src/operators/jmespath.js';
import { aiJobPages } from '../../src/paging/aiJobPages.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../../src/paging/aiJobs.js';
import { jobPages } from '../../src/paging/jobPages.js';
import { toFullResult } from '../../src/paging/toFullResult.js';
import { fakeApi, inputsOf, never, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { runs } from '../support/runs.js';
import { started, useTrace } from '../support/traceEvents.js';
import { expectResumable } from './resumable.js';

const nameOf = (n: number): string => `job-${String(n)}`;
const wireJob = (n: number): object => ({
  AIRecommendationJobName: nameOf(n),
  AIRecommendationJobArn: `arn:aws:sagemaker:eu-west-1:123456789012:ai-recommendation-job/${nameOf(n)}`,
  AIRecommendationJobStatus: 'InProgress',
  CreationTime: 1_780_000_000.25 + n,
  New: { of: 'AWS' },
});

/** An account with so many jobs; a call whose index is in `empty` gets an empty page. */
function account(count: number, empty: readonly number[] = []): FakeApi {
  return fakeApi(({ input }, index) => {
    const { MaxResults = 100, NextToken = 'after 0' } = input as { MaxResults?: number; NextToken?: string };
    if (empty.includes(index)) return { AIRecommendationJobs: [], NextToken: `${NextToken}, again` };
    const start = parseInt(NextToken.slice('after '.length));
    const end = Math.min(count, start + MaxResults);
    const AIRecommendationJobs = Array.from({ length: end - start }, (_, n) => wireJob(start + n));
    return { AIRecommendationJobs, ...(end < count && { NextToken: `after ${String(end)}` }) };
  });
}

type Page = JobsPage<AIRecommendationJobSummary>;
const list = (api: FakeApi, filters?: AIJobFilters): Promise<Page[]> =>
  lastValueFrom(aiJobPages(api, RECOMMENDATION_JOBS, filters).pipe(toArray()));
const namesOf = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ jobs }) => jobs.map(job => job.AIRecommendationJobName));
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => nameOf(n));

describe('aiJobPages', () => {
  it('lists the jobs of an account, decoded, a hundred a page', async () => {
    const api = account(101);
    const pages = await list(api);
    expect(pages.map(({ index, jobs, nextToken }) => [index, jobs.length, nextToken])).deep.equal([
      [0, 100, 'after 100'],
      [1, 1, undefined],
    ]);
    expect(pages[0]?.jobs[1]).deep.equal({ ...wireJob(1), CreationTime: new Date(1_780_000_001_250) });
    expect(pages[1]).keys('index', 'jobs', 'kind');
    expect(inputsOf(api)).deep.equal([{ MaxResults: 100 }, { MaxResults: 100, NextToken: 'after 100' }]);
    expect(api.calls[0]).include({ operation: 'listAiRecommendationJobs' });
  });

  it('are read by jmespath under AWS’s names, an empty listing too', async () => {
    const ask = (api: FakeApi): Promise<unknown> =>
      lastValueFrom(
        aiJobPages(api, RECOMMENDATION_JOBS).pipe(jmespath('AIRecommendationJobs[].AIRecommendationJobName')),
      );
    expect(await ask(account(2))).deep.equal(names(2));
    expect(await ask(account(0))).deep.equal([]);
  });

  it('sends the filters under the names of the service, and statuses in its casing', async () => {
    const api = account(1);
    const created = new Date(1_780_000_000_000);
    await list(api, {
      status: 'IN_PROGRESS',
      nameContains: 'a',
      creationTimeAfter: created,
      creationTimeBefore: created,
      sortBy: 'Name',
      sortOrder: 'Ascending',
      pageSize: 7,
    });
    for (const status of ['COMPLETED', 'FAILED', 'STOPPING', 'STOPPED', 'InProgress', 'Pending'])
      await list(api, { status });
    const [first, ...others] = inputsOf(api) as { StatusEquals: string }[];
    expect(first).deep.equal({
      StatusEquals: 'InProgress',
      NameContains: 'a',
      CreationTimeAfter: created,
      CreationTimeBefore: created,
      SortBy: 'Name',
      SortOrder: 'Ascending',
      MaxResults: 7,
    });
    expect(others.map(({ StatusEquals }) => StatusEquals)).deep.equal([
      ...['Completed', 'Failed', 'Stopping', 'Stopped', 'InProgress', 'Pending'],
    ]);
  });

  it('requests no more items than wanted, and makes no call where none are', async () => {
    const api = account(20);
    expect(namesOf(await list(api, { maxItems: 5 }))).deep.equal(names(5));
    expect(inputsOf(api)).deep.equal([{ MaxResults: 5 }]);
    expect(await list(api, { maxItems: 0 })).empty;
    await lastValueFrom(aiJobPages(api, RECOMMENDATION_JOBS, { pageSize: 5 }).pipe(take(1)));
    expect(api.calls).length(2);
  });

  it('is cut and resumed anywhere, with any page size and empty pages: each job once, in order', async () => {
    await expectResumable(
      {
        list: (count, empty, filters) => list(account(count, empty), filters),
        itemsOf: namesOf,
        all: names,
      },
      runs(30),
    );
  });

  it('refuses the token of another kind of listing, or of other filters, before any call', async () => {
    const api = account(20);
    const [page] = await list(api, { pageSize: 5, maxItems: 5, status: 'COMPLETED' });
    const startingToken = page?.resumeToken;
    const refused = async (listing: Parameters<typeof toFullResult>[0]): Promise<unknown> =>
      failure(toFullResult(listing));
    const ofOther = 'startingToken: belongs to a listing of AI recommendation jobs, and this one is of';
    expect(await refused(aiJobPages(api, BENCHMARK_JOBS, { startingToken, status: 'COMPLETED' }) as never))
      .include({ code: 'INVALID_TOKEN' })
      .property('message')
      .include(`${ofOther} AI benchmark jobs`);
    expect(await refused(jobPages(api, { startingToken, status: 'COMPLETED' })))
      .property('message')
      .include(`${ofOther} jobs`);
    expect(await refused(aiJobPages(api, RECOMMENDATION_JOBS, { startingToken }) as never))
      .property('message')
      .include("of status 'COMPLETED', and this one is of any status");
    expect(api.calls).length(1);
  });

  it('emits a page with its good jobs, and then one error for the bad ones', async () => {
    const bad = { ...wireJob(1), AIRecommendationJobStatus: 7 };
    const api = fakeApi(() => ({ AIRecommendationJobs: [wireJob(0), bad, wireJob(2)], NextToken: 't' }));
    const pages: Page[] = [];
    let error: unknown;
    aiJobPages(api, RECOMMENDATION_JOBS).subscribe({
      next: page => pages.push(page),
      error: (failed: unknown) => (error = failed),
    });
    await new Promise(setImmediate);
    expect(namesOf(pages)).deep.equal(['job-0', 'job-2']);
    expect(error)
      .instanceOf(DecodeError)
      .property('message')
      .match(/^jobs\[1\]\.AIRecommendationJobStatus: /);
    expect(error).property('resumeToken').equal(pages[0]?.resumeToken);
  });

  it('ends with TOKEN_LOOP, and with the error of a call, whose resumeToken goes on', async () => {
    const looping = fakeApi(() => ({ AIRecommendationJobs: [wireJob(0)], NextToken: 't' }));
    expect(await failure(list(looping))).include({ code: 'TOKEN_LOOP' });
    const cut = fakeApi((_, index) => {
      if (index === 1) throw new NetworkError('cut');
      return { AIRecommendationJobs: [wireJob(0)], NextToken: 't' };
    });
    const error = (await failure(list(cut))) as NetworkError;
    const rest = fakeApi(() => ({ AIRecommendationJobs: [wireJob(1)] }));
    expect(namesOf(await list(rest, { startingToken: error.resumeToken }))).deep.equal(['job-1']);
    expect(inputsOf(rest)).deep.equal([{ MaxResults: 100, NextToken: 't' }]);
  });

  describe('is traced', () => {
    const events = useTrace();

    it('by page, and leaves out items that are null, with a notice', async () => {
      const api = fakeApi(() => ({ AIRecommendationJobs: [null, wireJob(1)] }));
      expect(namesOf(await list(api))).deep.equal(['job-1']);
      expect(started(events)).deep.equal([
        { kind: 'page', operation: 'listAiRecommendationJobs', index: 0 },
        {
          kind: 'notice',
          code: 'NULL_ITEMS',
          message: 'Of 2 items in a list of jobs 1 was null; left out.',
        },
      ]);
    });
  });

  it('waits for its gate, and ends its call with the subscription', async () => {
    const api = account(20);
    aiJobPages(api, RECOMMENDATION_JOBS, { gate$: NEVER }).subscribe().unsubscribe();
    expect(api.calls).empty;
    expect(namesOf(await list(api, { pageSize: 5, gate$: of(1, 2) }))).deep.equal(names(10));
    const hanging = fakeApi(never);
    aiJobPages(hanging, RECOMMENDATION_JOBS).subscribe().unsubscribe();
    expect(hanging.calls[0]?.options.signal.aborted).equal(true);
  });

  for (const [filters, option] of [
    [{ status: '' }, 'status'],
    [{ sortBy: 'EndTime' }, 'sortBy'],
    [{ creationTimeAfter: new Date(NaN) }, 'creationTimeAfter'],
    [{ lastModifiedTimeAfter: new Date() }, 'lastModifiedTimeAfter'],
    [{ pageSize: 101 }, 'pageSize'],
  ] as const)
    it(`refuses an invalid ${option} before any call`, async () => {
      const api = account(1);
      expect(await failure(list(api, filters as never)))
        .instanceOf(InvalidInputError)
        .include({ option: `filters.${option}` });
      expect(api.calls).empty;
    });

  it('lists benchmark jobs with their own call, those of recommendation jobs included', async () => {
    const own = { AIBenchmarkJobName: 'own', AIBenchmarkJobStatus: 'Completed', AIWorkloadConfigName: 'w' };
    const child = { AIBenchmarkJobName: 'ai-rec-a-1', AIBenchmarkJobStatus: 'InProgress' };
    const api = fakeApi(() => ({ AIBenchmarkJobs: [own, child] }));
    expect(await toFullResult(aiJobPages(api, BENCHMARK_JOBS))).deep.equal({ jobs: [own, child] });
    expect(api.calls[0]).include({ operation: 'listAiBenchmarkJobs' });
  });
});
