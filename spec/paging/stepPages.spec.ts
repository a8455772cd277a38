import { expect } from 'chai';
import { lastValueFrom, take, toArray } from 'rxjs';
import { NetworkError, StepstreamError } from '../../src/core/errors.js';
import type { StepFilters } from '../../src/core/filters.js';
import type { StepsPage } from '../../src/core/page.js';
import { stepPages } from '../../src/paging/stepPages.js';
import { fakeApi, inputsOf, jobApi, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { runs } from '../support/runs.js';
import { started, useTrace } from '../support/traceEvents.js';
import { expectResumable } from './resumable.js';

const steps = (count: number): string[] => Array.from({ length: count }, (_, n) => `step ${n}`);
const list = (api: FakeApi, filters?: StepFilters): Promise<StepsPage[]> =>
  lastValueFrom(stepPages(api, 'my-job', filters).pipe(toArray()));
const stepsOf = (pages: readonly StepsPage[]): unknown[] => pages.flatMap(page => page.steps);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('stepPages', () => {
  it('lists a job, a hundred steps a page', async () => {
    const whole = steps(250);
    const api = jobApi(whole);
    const pages = await list(api);
    expect(pages.map(page => ({ ...page, steps: page.steps.length, resumeToken: undefined }))).deep.equal([
      { jobName: 'my-job', index: 0, steps: 100, nextToken: 'after 100', resumeToken: undefined },
      { jobName: 'my-job', index: 1, steps: 100, nextToken: 'after 200', resumeToken: undefined },
      { jobName: 'my-job', index: 2, steps: 50, resumeToken: undefined },
    ]);
    expect(stepsOf(pages)).deep.equal(whole);
    expect(pages.map(page => page.resumeToken?.slice(0, 12))).deep.equal([
      'stepstream1.',
      'stepstream1.',
      undefined,
    ]);
    expect(pages[2]).not.any.keys('nextToken', 'resumeToken');
    expect(inputsOf(api)).deep.equal([
      { JobName: 'my-job', MaxResults: 100 },
      { JobName: 'my-job', MaxResults: 100, NextToken: 'after 100' },
      { JobName: 'my-job', MaxResults: 100, NextToken: 'after 200' },
    ]);
  });

  it('sends the filters, with the same MaxResults for all pages', async () => {
    const api = jobApi(steps(20));
    const filters = { status: 'COMPLETED', stepType: 'BENCHMARK', pageSize: 5, maxItems: 12 };
    const pages = await list(api, filters);
    expect(pages.map(page => page.steps.length)).deep.equal([5, 5, 2]);
    const asked = { JobName: 'my-job', Status: 'COMPLETED', StepType: 'BENCHMARK', MaxResults: 5 };
    expect(inputsOf(api)).deep.equal([
      asked,
      { ...asked, NextToken: 'after 5' },
      { ...asked, NextToken: 'after 10' },
    ]);
  });

  it('requests no more items than wanted', async () => {
    const api = jobApi(steps(20));
    expect(stepsOf(await list(api, { maxItems: 5 }))).deep.equal(steps(5));
    expect(inputsOf(api)).deep.equal([{ JobName: 'my-job', MaxResults: 5 }]);
  });

  it('reads an answer without Steps as an empty page', async () => {
    expect(await list(fakeApi(() => ({})))).deep.equal([{ jobName: 'my-job', index: 0, steps: [] }]);
  });

  it('ends after as many empty pages in a row as the filters allow, 500 by default', async () => {
    for (const [filters, calls] of [
      [{ maxEmptyPages: 3 }, 3],
      [{}, 500],
    ] as const) {
      const api = fakeApi((_, index) => ({ Steps: [], NextToken: `t${index}` }));
      const error = await failure(list(api, filters));
      expect(error)
        .include({ code: 'EMPTY_PAGES' })
        .property('resumeToken')
        .match(/^stepstream1\./);
      expect(api.calls).length(calls);
    }
  });

  it('makes one call for take(1), and none for no items', async () => {
    const api = jobApi(steps(300));
    await lastValueFrom(stepPages(api, 'my-job').pipe(take(1)));
    expect(api.calls).length(1);
    expect(await list(api, { maxItems: 0 })).empty;
    expect(api.calls).length(1);
  });

  it('passes the priority and a signal that ends with the subscription', () => {
    const api = fakeApi(() => new Promise(() => undefined));
    stepPages(api, 'my-job', undefined, 'background').subscribe().unsubscribe();
    stepPages(api, 'my-job').subscribe().unsubscribe();
    expect(api.calls.map(({ options }) => [options.priority, options.signal.aborted])).deep.equal([
      ['background', true],
      [undefined, true],
    ]);
  });

  it('ignores later changes of the filters, and changes nothing itself', async () => {
    const filters = { pageSize: 5, maxItems: 5 };
    const api = jobApi(steps(20));
    const listing = stepPages(api, 'my-job', filters);
    Object.assign(filters, { pageSize: 7, status: 'FAILED' });
    await lastValueFrom(listing);
    await lastValueFrom(listing);
    const asked = { JobName: 'my-job', MaxResults: 5 };
    expect(inputsOf(api)).deep.equal([asked, asked]);
    expect(filters).deep.equal({ pageSize: 7, maxItems: 5, status: 'FAILED' });
  });

  describe('refuses on the stream, before any call', () => {
    const refused: readonly (readonly [jobName: unknown, filters: unknown, message: string])[] = [
      ['', undefined, 'jobName: must be 1 to 64'],
      ['a/b', undefined, 'jobName: must be 1 to 64'],
      [undefined, undefined, 'jobName: must be 1 to 64'],
      ['my-job', { pageSize: 0 }, 'filters.pageSize: must be a whole number from 1 to 100'],
      ['my-job', { pageSize: 101 }, 'filters.pageSize: must be a whole number from 1 to 100'],
      ['my-job', { maxItems: -1 }, 'filters.maxItems: must be a whole number of at least 0'],
      ['my-job', { maxItems: 1.5 }, 'filters.maxItems: must be a whole number of at least 0'],
      ['my-job', { status: '' }, 'filters.status: must be a non-empty string'],
      ['my-job', { Status: 'FAILED' }, 'filters.Status: is not known'],
      ['my-job', 7, 'filters: must be an object'],
      ['my-job', null, 'filters: must be an object'],
      ['my-job', { startingToken: base64('{"foo":1}') }, 'startingToken: looks like a token of botocore'],
      ['my-job', { startingToken: 'stepstream1.damaged.x' }, 'startingToken: is damaged'],
      ['my-job', { startingToken: 'stepstream9.a.b' }, 'startingToken: was written by a newer version'],
    ];
    for (const [jobName, filters, message] of refused)
      it(message, async () => {
        const api = jobApi(steps(1));
        const listing = stepPages(api, jobName as string, filters as StepFilters);
        const error = await failure(lastValueFrom(listing));
        expect(error).instanceOf(StepstreamError);
        expect((error as Error).message).contain(message);
        expect(api.calls).empty;
      });

    it('a checkpoint of another job, status or step type', async () => {
      const [page] = await list(jobApi(steps(9)), { pageSize: 5, status: 'FAILED' });
      const startingToken = page?.resumeToken;
      const api = jobApi(steps(9));
      for (const filters of [{}, { status: 'COMPLETED' }, { status: 'FAILED', stepType: 'BENCHMARK' }])
        expect(await failure(list(api, { ...filters, startingToken }))).property('code', 'INVALID_TOKEN');
      const other = stepPages(api, 'other-job', { status: 'FAILED', startingToken });
      expect(await failure(lastValueFrom(other)))
        .property('message')
        .contain("job 'my-job', and this one is of job 'other-job'");
      expect(api.calls).empty;
    });
  });

  describe('resumes', () => {
    it('with the page size that the checkpoint has, or another that is given', async () => {
      const [page] = await list(jobApi(steps(20)), { pageSize: 3, maxItems: 2 });
      const startingToken = page?.resumeToken;
      const api = jobApi(steps(20));
      expect(stepsOf(await list(api, { startingToken }))).deep.equal(steps(20).slice(2));
      await list(api, { startingToken, pageSize: 20 });
      const sizes = inputsOf(api).map(input => (input as { MaxResults: number }).MaxResults);
      expect(sizes).deep.equal([3, 3, 3, 3, 3, 3, 20]);
    });

    it('inside a page with one call, though only a few items are wanted', async () => {
      const startingToken = base64('{"NextToken": null, "boto_truncate_amount": 8}');
      const api = jobApi(steps(20));
      expect(stepsOf(await list(api, { startingToken, maxItems: 2 }))).deep.equal(['step 8', 'step 9']);
      expect(inputsOf(api)).deep.equal([{ JobName: 'my-job', MaxResults: 10 }]);
    });

    const tokens: readonly (readonly [whose: string, token: string])[] = [
      ['botocore, from the start', base64('{"NextToken": null, "boto_truncate_amount": 12}')],
      ['botocore, inside a page', base64('{"NextToken": "after 10", "boto_truncate_amount": 2}')],
      ['botocore, between pages', base64('{"NextToken": "after 12"}')],
      ['AWS itself', 'after 12'],
    ];
    for (const [whose, startingToken] of tokens)
      for (const pageSize of [1, 5, 100])
        it(`from a token of ${whose}, ${pageSize} a page`, async () => {
          const pages = await list(jobApi(steps(20)), { startingToken, pageSize });
          expect(stepsOf(pages)).deep.equal(steps(20).slice(12));
        });

    it('after an error, where it stood', async () => {
      const good = jobApi(steps(20));
      const api = fakeApi(({ input, options }, index) =>
        index === 2 ? Promise.reject(new NetworkError('reset')) : good.listSteps(input as never, options),
      );
      const got: unknown[] = [];
      const listing = stepPages(api, 'my-job', { pageSize: 3 });
      const error = await failure(
        listing.forEach(page => {
          got.push(...page.steps);
        }),
      );
      const { resumeToken } = error as NetworkError;
      const rest = await list(good, { startingToken: resumeToken });
      expect([...got, ...stepsOf(rest)]).deep.equal(steps(20));
    });

    it('anywhere, with any page size and empty pages: each step once, in order', async () => {
      await expectResumable(
        {
          list: (count, empty, filters) => list(jobApi(steps(count), empty), filters),
          itemsOf: stepsOf,
          all: steps,
        },
        runs(100),
      );
    });
  });

  describe('publishes', () => {
    const events = useTrace();

    it('a span for each page', async () => {
      await list(jobApi(steps(3)), { pageSize: 2 });
      const page = { kind: 'page', operation: 'listSteps', jobName: 'my-job' };
      expect(started(events)).deep.equal([
        { ...page, index: 0 },
        { ...page, index: 1 },
      ]);
    });
  });
});
