import { expect } from 'chai';
import type { WatchedJob } from '../../../src/core/event.js';
import { newestChange } from '../../../src/live/fleet/newestChange.js';
import { virtualTime } from '../../support/virtualTime.js';

const SECOND = 1_000;

/** Lists by virtual time; moments are milliseconds since it began. */
function lists() {
  const time = virtualTime();
  const startedAt = time.now();
  const newest = newestChange(time);
  return {
    time,
    since: (): number | undefined => {
      const date = newest.since();
      return date === undefined ? undefined : date.getTime() - startedAt;
    },
    /** A list that takes so long, and shows a job that was changed then. */
    list: async (changedAt?: number, tookMs = 0, complete = false): Promise<void> => {
      const requestedAt = time.monotonic();
      await time.pass(tookMs);
      const job = (changed: number): WatchedJob => ({
        JobName: 'job',
        Status: 'IN_PROGRESS',
        LastModifiedTime: new Date(startedAt + changed),
      });
      const jobs = new Map(changedAt === undefined ? [] : [['job', job(changedAt)]]);
      newest.applyList(jobs, complete, requestedAt);
    },
  };
}

describe('newestChange', () => {
  it('overlaps by ten seconds, and by the time that a list took: its first pages can lack what its last one is later than', async () => {
    const { time, list, since } = lists();
    await time.pass(60 * SECOND);
    await list(95 * SECOND, 40 * SECOND);
    // What was changed at 60 s, after the first page, is on the next list.
    expect(since()).equal(45 * SECOND);
    await list(95 * SECOND, SECOND);
    expect(since()).equal(85 * SECOND);
  });

  it('overlaps until a list was requested ten seconds later, however rare lists are', async () => {
    const { time, list, since } = lists();
    await time.pass(60 * SECOND);
    await list(50 * SECOND);
    await time.pass(60 * SECOND);
    expect(since()).equal(40 * SECOND);
    await list(50 * SECOND);
    expect(since()).equal(50 * SECOND);
    await list(115 * SECOND);
    expect(since()).equal(105 * SECOND);
  });

  it('keeps the overlap of a slow list until the next one that succeeds', async () => {
    const { time, list, since } = lists();
    await time.pass(60 * SECOND);
    await list(80 * SECOND, 20 * SECOND);
    await time.pass(600 * SECOND);
    expect(since()).equal(50 * SECOND);
  });

  it('goes on from the request of the list before, where the newest time is in the future', async () => {
    const { time, list, since } = lists();
    await time.pass(60 * SECOND);
    await list(9_000 * SECOND, 5 * SECOND);
    expect(since()).equal(50 * SECOND);
    await time.pass(30 * SECOND);
    expect(since()).equal(50 * SECOND);
    await list(undefined, SECOND);
    expect(since()).equal(85 * SECOND);
  });

  it('starts again with a complete list', async () => {
    const { time, list, since } = lists();
    await time.pass(60 * SECOND);
    await list(9_000 * SECOND);
    await list(55 * SECOND, 0, true);
    expect(since()).equal(45 * SECOND);
    await list(undefined, 0, true);
    expect(since()).equal(undefined);
  });
});
