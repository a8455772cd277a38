import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { NEVER } from 'rxjs';
import type { StepFilters } from '../../src/core/filters.js';
import type { StepsPage } from '../../src/core/page.js';
import { asyncStepPages } from '../../src/paging/asyncStepPages.js';
import type { Recommender } from '../../src/recommender.js';
import { inputsOf, jobApi, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';

const steps = Array.from({ length: 20 }, (_, n) => `step ${n}`);

async function read(api: FakeApi, filters?: StepFilters): Promise<StepsPage[]> {
  const pages: StepsPage[] = [];
  for await (const page of asyncStepPages(api, 'my-job', filters)) pages.push(page);
  return pages;
}

describe('asyncStepPages', () => {
  it('gives pages of steps, cut and resumed as those of steps$', async () => {
    const api = jobApi(steps);
    const first = await read(api, { pageSize: 5, maxItems: 7, status: 'FAILED' });
    expect(first.map(({ jobName, index, nextToken }) => [jobName, index, nextToken])).deep.equal([
      ['my-job', 0, 'after 5'],
      ['my-job', 1, 'after 10'],
    ]);
    const rest = await read(api, { status: 'FAILED', startingToken: first.at(-1)?.resumeToken });
    expect([...first, ...rest].flatMap(page => page.steps)).deep.equal(steps);
    const asked = { JobName: 'my-job', Status: 'FAILED', MaxResults: 5 };
    expect(inputsOf(api).slice(0, 3)).deep.equal([
      asked,
      { ...asked, NextToken: 'after 5' },
      { ...asked, NextToken: 'after 5' },
    ]);
    expect(api.calls[0]?.options.priority).undefined;
  });

  it('ignores later changes of the filters', async () => {
    const filters = { maxItems: 2 };
    const api = jobApi(steps);
    const iterable = asyncStepPages(api, 'my-job', filters);
    filters.maxItems = 3;
    for await (const page of iterable) expect(page.steps).length(2);
    expect(inputsOf(api)).deep.equal([{ JobName: 'my-job', MaxResults: 2 }]);
  });

  const refused: readonly (readonly [jobName: string, filters: unknown, message: string])[] = [
    ['', undefined, 'jobName: must be 1 to 64'],
    ['my-job', { maxItems: -1 }, 'filters.maxItems: must be a whole number'],
    ['my-job', null, 'filters: must be an object'],
    ['my-job', [], 'filters: must be an object'],
    ['my-job', { startingToken: 'stepstream1.x.y' }, 'startingToken: is damaged'],
    ['my-job', { gate$: 5 }, 'filters.gate$: is for steps$; here a page is fetched when it is asked for'],
    ['my-job', { gate$: NEVER }, 'filters.gate$: is for steps$; here a page is fetched when it is asked for'],
  ];
  for (const [jobName, filters, message] of refused)
    it(`refuses at the first next, before any call: ${message}`, async () => {
      const api = jobApi(steps);
      const iterator = asyncStepPages(api, jobName, filters as StepFilters)[Symbol.asyncIterator]();
      expect(await failure(iterator.next()))
        .property('message')
        .contain(message);
      expect(await iterator.next()).deep.equal({ done: true, value: undefined });
      expect(api.calls).empty;
    });

  it('accepts an undefined gate', async () => {
    expect(await read(jobApi(steps), { gate$: undefined, maxItems: 1 })).length(1);
  });

  it('works with for await', () => {
    expectTypeOf<Recommender['pages']>().returns.toEqualTypeOf<AsyncIterable<StepsPage>>();
    expectTypeOf<Recommender['pages']>().parameters.toEqualTypeOf<[jobName: string, filters?: StepFilters]>();
    async () => {
      for await (const page of asyncStepPages(jobApi([]), 'my-job'))
        expectTypeOf(page).toEqualTypeOf<StepsPage>();
    };
  });
});
