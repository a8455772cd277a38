import { expect } from 'chai';
import type { WatchEvent } from '../../src/core/event.js';
import {
  aged,
  staleSinceAfter,
  statusAfter,
  toWatchState,
  UNKNOWN_STATUS,
  type WatchStatus,
} from '../../src/core/watchStatus.js';
import { change, step, synced } from '../support/steps.js';

describe('watchStatus', () => {
  const job = { JobName: 'job', Status: 'IN_PROGRESS' };
  const ended = { JobName: 'job', Status: 'COMPLETED' };
  const stale = { type: 'stale', jobName: 'job', ageMs: 5_000, cause: 'why' } as const;
  const fresh: WatchEvent = { type: 'fresh', jobName: 'job' };
  const after = (...events: readonly WatchEvent[]): WatchStatus => events.reduce(statusAfter, UNKNOWN_STATUS);

  it('folds the events of a job', () => {
    expect(after({ type: 'job', jobName: 'job', job }, synced, stale)).deep.equal({
      job,
      synced: true,
      stale,
      done: false,
    });
    expect(after(stale, fresh)).deep.equal(UNKNOWN_STATUS);
    expect(
      after({ type: 'job', jobName: 'job', job }, { type: 'done', jobName: 'job', job: ended }),
    ).deep.equal({ ...UNKNOWN_STATUS, job: ended, done: true });
  });

  it('keeps the fields of what it is given, and the object itself for the event of a step', () => {
    const more = { ...UNKNOWN_STATUS, more: 1 };
    expect(statusAfter(more, synced)).deep.equal({ ...more, synced: true });
    expect(statusAfter(more, change('added', step('a')))).equal(more);
  });

  it('lets the age of a stale event grow from its arrival on', () => {
    const since = staleSinceAfter(undefined, stale, 60_000);
    expect(since).equal(55_000);
    expect(staleSinceAfter(since, synced, 61_000)).equal(55_000);
    expect(aged(after(stale), since, 62_000).stale).deep.equal({ ...stale, ageMs: 7_000 });
  });

  it('has no age once the data is current again', () => {
    expect(staleSinceAfter(55_000, fresh, 61_000)).equal(undefined);
    expect(aged(UNKNOWN_STATUS, undefined, 62_000)).equal(UNKNOWN_STATUS);
  });

  it('leaves out of a message what is unknown', () => {
    expect(toWatchState(UNKNOWN_STATUS)).deep.equal({ synced: false, done: false });
    expect(toWatchState({ job, synced: true, stale, done: false })).deep.equal({
      job,
      synced: true,
      stale: { ageMs: 5_000, cause: 'why' },
      done: false,
    });
  });
});
