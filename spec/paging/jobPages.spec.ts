import { expect } from 'chai';
import { lastValueFrom, NEVER, of, take, toArray } from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError, NetworkError } from '../../src/core/errors.js';
import type { JobFilters } from '../../src/core/filters.js';
import type { JobsPage } from '../../src/core/page.js';
import { jobPages } from '../../src/paging/jobPages.js';
import { fakeApi, inputsOf, never, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { accountApi, fullSummary, fullWireSummary, wireJobs } from '../support/jobs.js';
import { runs } from '../support/runs.js';
import { started, useTrace } from '../support/traceEvents.js';
import { expectResumable } from './resumable.js';

const list = (api: FakeApi, filters?: JobFilters): Promise<JobsPage[]> =>
  lastValueFrom(jobPages(api, filters).pipe(toArray()));
const namesOf = (pages: readonly JobsPage[]): string[] =>
  pages.flatMap(({ jobs }) => jobs.map(job => job.JobName));
const names = (from: number, to: number): string[] =>
  wireJobs(to)
    .slice(from)
    .map(job => job.JobName);

describe('jobPages', () => {
  it('lists the jobs of an account, decoded, a hundred a page', async () => {
    const api = accountApi([fullWireSummary, ...wireJobs(100)]);
    const pages = await list(api);
    expect(pages.map(({ index, jobs, nextToken }) => [index, jobs.length, nextToken])).deep.equal([
      [0, 100, 'after 100'],
      [1, 1, undefined],
    ]);
    expect(pages[0]?.jobs[0]).deep.equal(fullSummary);
    expect(pages[0]?.resumeToken).match(/^stepstream1\./);
    expect(pages[1]).keys('index', 'jobs');
    expect(inputsOf(api)).deep.equal([{ MaxResults: 100 }, { MaxResults: 100, NextToken: 'after 100' }]);
  });

  it('requests no more items than wanted, and makes no call where none are', async () => {
    const api = accountApi(wireJobs(20));
    expect(namesOf(await list(api, { maxItems: 5 }))).deep.equal(names(0, 5));
    expect(inputsOf(api)).deep.equal([{ MaxResults: 5 }]);
    expect(await list(api, { maxItems: 0 })).empty;
    await lastValueFrom(jobPages(api, { pageSize: 5 }).pipe(take(1)));
    expect(api.calls).length(2);
  });

  it('is cut and resumed anywhere, with any page size and empty pages: each job once, in order', async () => {
    await expectResumable(
      {
        list: (count, empty, filters) => list(accountApi(wireJobs(count), empty), filters),
        itemsOf: namesOf,
        all: count => names(0, count),
      },
      runs(60),
    );
  });

  it('waits for its gate', async () => {
    const api = accountApi(wireJobs(20));
    jobPages(api, { gate$: NEVER }).subscribe().unsubscribe();
    expect(api.calls).empty;
    expect(namesOf(await list(api, { pageSize: 5, gate$: of(1, 2) }))).deep.equal(names(0, 10));
  });

  it('passes the priority and a signal that ends with the subscription', () => {
    const api = fakeApi(never);
    jobPages(api, undefined, 'background').subscribe().unsubscribe();
    expect(api.calls.map(({ options }) => [options.priority, options.signal.aborted])).deep.equal([
      ['background', true],
    ]);
  });

  it('ignores later changes of the filters', async () => {
    const filters = { maxItems: 5 };
    const api = accountApi(wireJobs(20));
    const listing = jobPages(api, filters);
    filters.maxItems = 7;
    expect(namesOf([await lastValueFrom(listing)])).length(5);
  });

  describe('where jobs can not be decoded', () => {
    const bad = { ...fullWireSummary, Status: 7, CreationTime: 'yesterday' };
    const jobs = [...wireJobs(2), bad, ...wireJobs(4).slice(2), { ...bad, CreationTime: 0 }, ...wireJobs(3)];

    async function untilError(
      filters: JobFilters,
    ): Promise<{ pages: JobsPage[]; error: unknown; api: FakeApi }> {
      const pages: JobsPage[] = [];
      const api = accountApi(jobs);
      const error = await failure(jobPages(api, filters).forEach(page => pages.push(page)));
      return { pages, error, api };
    }

    it('emits the other jobs of the page, then fails with one error for all invalid ones', async () => {
      const { pages, error, api } = await untilError({ pageSize: 6 });
      expect(namesOf(pages)).deep.equal(names(0, 4));
      expect(error)
        .instanceOf(DecodeError)
        .include({
          resumeToken: pages[0]?.resumeToken,
          message:
            'jobs[2].Status: expected a string, got 7\n' +
            'jobs[2].CreationTime: expected epoch seconds, ISO 8601 or a Date, got "yesterday"\n' +
            'jobs[5].Status: expected a string, got 7',
        });
      await new Promise(setImmediate);
      expect(api.calls).length(1);
    });

    it('goes on after them from the token of the error', async () => {
      const { error } = await untilError({ pageSize: 6 });
      const { resumeToken } = error as DecodeError;
      expect(namesOf(await list(accountApi(jobs), { startingToken: resumeToken }))).deep.equal(names(0, 3));
    });

    it('has no token to go on where nothing is left', async () => {
      expect((await untilError({})).error)
        .instanceOf(DecodeError)
        .property('resumeToken', undefined);
    });

    it('fails for an item that isn’t a job at all', async () => {
      const error = await failure(list(accountApi(['job', 5])));
      expect((error as Error).message).equal(
        'jobs[0]: expected a job, got "job"\njobs[1]: expected a job, got 5',
      );
    });
  });

  it('fails with the error of the call, and its resumeToken', async () => {
    const good = accountApi(wireJobs(20));
    const api = fakeApi(({ input, options }, index) =>
      index === 2 ? Promise.reject(new NetworkError('reset')) : good.listJobs(input as never, options),
    );
    const got: JobsPage[] = [];
    const error = await failure(jobPages(api, { pageSize: 3 }).forEach(page => got.push(page)));
    const rest = await list(good, { startingToken: (error as NetworkError).resumeToken });
    expect([...namesOf(got), ...namesOf(rest)]).deep.equal(names(0, 20));
  });

  it('refuses filters on the stream, before any call', async () => {
    const api = accountApi(wireJobs(1));
    for (const filters of [{ sortBy: 'Age' }, { creationTimeAfter: '2026-01-01' }, null, 7, []])
      expect(await failure(list(api, filters as JobFilters))).instanceOf(InvalidInputError);
    expect(api.calls).empty;
  });

  describe('publishes', () => {
    const events = useTrace();

    it('a span for each page', async () => {
      await list(accountApi(wireJobs(3)), { pageSize: 2 });
      const page = { kind: 'page', operation: 'listJobs' };
      expect(started(events)).deep.equal([
        { ...page, index: 0 },
        { ...page, index: 1 },
      ]);
    });
  });
});
