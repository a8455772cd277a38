import { expect } from 'chai';
import type { LoggedJob } from '../../../src/core/jobLog.js';
import type { Step } from '../../../src/core/step.js';
import { UNKNOWN_STATUS } from '../../../src/core/watchStatus.js';
import { emptyLog } from '../../../src/gateway/relay/loggedJobs.js';
import { isOver, syncPlan, type SyncPlan } from '../../../src/gateway/relay/syncPlan.js';
import { step } from '../../support/steps.js';

const status = { ...UNKNOWN_STATUS, synced: true };
const failure = { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false } as const;
const log = (seq: number, keys: readonly string[], more: Partial<LoggedJob> = {}): LoggedJob => ({
  ...emptyLog('e'),
  head: { epoch: 'e', seq },
  steps: keys.map((key, i) => ({ seq: i + 1, key, step: step(key) })),
  status,
  ...more,
});
const stepsOf = (keys: readonly string[]): ReadonlyMap<string, Step> =>
  new Map(keys.map(key => [key, step(key)]));
const plan = (
  logged: LoggedJob | undefined,
  keys: readonly string[],
  { seq = 5, isWatching = false } = {},
): SyncPlan =>
  syncPlan(
    'job',
    logged,
    {
      position: { epoch: 'e', seq },
      state: { steps: stepsOf(keys), status },
      isAlone: false,
      leftAt: undefined,
      isWatching,
    },
    'new',
  );
/** The plan in short: the position after which it appends, what it replaces, and the steps that it puts or removes. */
const short = ({ after, replaces, events }: SyncPlan): string =>
  [
    `${after.epoch}-${String(after.seq)}`,
    ...(replaces === undefined ? [] : [`for ${replaces}`]),
    ...events.map(event => (event.type === 'step' ? `${event.change} ${event.key}` : event.type)),
  ].join(', ');

describe('syncPlan', () => {
  it('takes over the log of another gateway', () => {
    expect(short(plan(log(7, ['a', 'b']), ['a']))).equal('e-7');
  });

  it('appends what a watch of this gateway has seen since', () => {
    expect(short(plan(log(5, ['a', 'b']), ['b', 'c'], { isWatching: true }))).equal(
      'e-5, removed a, added c',
    );
  });

  it('begins a log where there is none, with what is known', () => {
    expect(short(plan(undefined, ['a']))).equal('new-0, added a, synced');
  });

  it('begins another log behind a failure, with what its watch has seen', () => {
    expect(short(plan(log(5, ['b'], { failure }), ['a'], { isWatching: true }))).equal(
      'new-0, for e, added a, synced',
    );
  });

  it('begins another log where the log ends before what this gateway has had', () => {
    expect(short(plan(log(4, ['b']), ['a'], { seq: 5 }))).equal('new-0, for e, added a, synced');
  });

  it('begins another log where events may be lost, with the later state', () => {
    const lacks = { mayLackEvents: true };
    expect(short(plan(log(6, ['b'], lacks), ['a']))).equal('new-0, for e, added b, synced');
    expect(short(plan(log(4, ['b'], lacks), ['a']))).equal('new-0, for e, added a, synced');
    expect(short(plan(log(6, ['b'], lacks), ['a'], { isWatching: true }))).equal(
      'new-0, for e, added a, synced',
    );
  });
});

describe('isOver', () => {
  it('holds for a job that is done, and for one that has failed unless it is watched once more', () => {
    expect([true, false].map(isWatching => isOver(log(1, []), isWatching))).deep.equal([false, false]);
    const done = log(1, [], { status: { ...status, done: true } });
    expect([true, false].map(isWatching => isOver(done, isWatching))).deep.equal([true, true]);
    expect([true, false].map(isWatching => isOver(log(1, [], { failure }), isWatching))).deep.equal([
      false,
      true,
    ]);
  });
});
