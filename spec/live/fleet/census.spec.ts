import { expect } from 'chai';
import type { ListJobsInput } from '../../../src/api/recommenderApi.js';
import { takeCensus } from '../../../src/live/fleet/census.js';
import type { JobScript, ServiceBehaviours } from '../../../src/testing/index.js';
import { virtualApi, virtualFake } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { running } from '../../support/fleetOf.js';

const { signal } = new AbortController();
const START = Date.UTC(2026, 0, 15, 9);
const HOUR = 3_600_000;

/** Jobs of which each was created a second before the one before it. */
const jobs = (name: string, count: number, make: (name: string) => JobScript, beforeMs = 0) =>
  Array.from({ length: count }, (_, n) => ({
    ...make(`${name}-${n}`),
    startedAt: START - beforeMs - 1_000 * n,
  }));
const run = (name: string): JobScript => running(name, { steps: 1 });
const old = (name: string): JobScript => ({ name, steps: 0 });

async function censusOf(
  all: readonly JobScript[],
  { behaviours = {}, nameContains }: { behaviours?: ServiceBehaviours; nameContains?: string } = {},
) {
  const fake = virtualFake(virtualTime(), { jobs: all, behaviours });
  fake.advance(1_000);
  const calls: ListJobsInput[] = [];
  const api = virtualApi(fake);
  const census = await takeCensus(
    {
      ...api,
      listJobs: (input, options) => {
        calls.push(input);
        return api.listJobs(input, options);
      },
    },
    { nameContains },
    signal,
  );
  const names = [...census.jobs.values()]
    .filter(({ Status }) => Status === 'IN_PROGRESS')
    .map(({ JobName }) => JobName);
  return { ...census, names, calls };
}

describe('takeCensus', () => {
  it('takes one call where a page has all jobs', async () => {
    const { complete, names, calls, newest } = await censusOf(jobs('run', 100, run));
    expect([complete, names.length, calls.length]).deep.equal([true, 100, 1]);
    expect(newest).deep.equal(new Date(START));
  });

  it('takes four calls where a page has the running jobs of each status', async () => {
    const all = [...jobs('old', 150, old, HOUR), ...jobs('run', 90, run, 2 * HOUR)];
    const { complete, names, calls } = await censusOf(all);
    expect([complete, names.length]).deep.equal([true, 90]);
    expect(calls.map(({ StatusEquals, SortOrder }) => [StatusEquals, SortOrder])).deep.equal([
      [undefined, 'Descending'],
      ['PENDING', 'Ascending'],
      ['IN_PROGRESS', 'Ascending'],
      ['STOPPING', 'Ascending'],
    ]);
  });

  it('lists all jobs that are newer than the oldest running one where there are more', async () => {
    const all = [...jobs('run', 250, run), ...jobs('old', 300, old, 2 * HOUR)];
    const { complete, names, calls } = await censusOf(all);
    expect([complete, names.length]).deep.equal([true, 250]);
    expect(calls.slice(4).map(({ StatusEquals }) => StatusEquals)).deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is incomplete where the service filters after it has cut a page', async () => {
    const behaviours = { filters: 'afterPage' } as const;
    const all = [...jobs('old', 400, old, HOUR), ...jobs('run', 3, run, 2 * HOUR)];
    const { complete, names, calls, newest } = await censusOf(all, { behaviours });
    expect([complete, names.length, calls.length]).deep.equal([false, 0, 4]);
    expect(newest).deep.equal(new Date(START - HOUR));
    const named = await censusOf(all, { behaviours, nameContains: 'run' });
    expect([named.complete, named.jobs.size]).deep.equal([false, 0]);
    expect(named.newest).deep.equal(new Date(START - HOUR));
  });
});
