import { expect } from 'chai';
import fc from 'fast-check';
import type { StepEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { Backlog } from '../../src/sinks/backlog.js';
import { anyStep } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { change, jobChanged, page, pending, priced, step, synced } from '../support/steps.js';

function waiting(...values: readonly unknown[]): unknown[] {
  const backlog = new Backlog();
  for (const value of values) backlog.push(value);
  return Array.from({ length: backlog.size }, () => backlog.shift());
}

/** Changes that fit each other: what a watch says of some steps. */
const fitting: fc.Arbitrary<readonly StepEvent[]> = fc
  .array(fc.tuple(fc.boolean(), anyStep), { maxLength: 30 })
  .map(rolls => {
    const there = new Map<string, Step>();
    return rolls.flatMap(([remove, rolled]): StepEvent[] => {
      const now = { ...rolled, JobName: 'job' };
      const event = change('added', now);
      const previous = there.get(event.key);
      if (remove) {
        there.delete(event.key);
        return previous === undefined ? [] : [change('removed', previous)];
      }
      there.set(event.key, now);
      return [previous === undefined ? event : change('updated', now, { previous, changed: ['x'] })];
    });
  });

/** Replays changes, each of which must fit what came before. */
function replay(events: readonly StepEvent[], state = new Map<string, Step>()): Map<string, Step> {
  for (const { change, key, step, previous } of events) {
    if (state.has(key) === (change === 'added')) throw new Error(`${change} does not fit`);
    if (previous !== undefined) expect(previous).deep.equal(state.get(key));
    if (change === 'removed') {
      expect(step).deep.equal(state.get(key));
      state.delete(key);
    } else state.set(key, step);
  }
  return state;
}

describe('Backlog', () => {
  it('keeps the latest of each step of a listing, and the order in which they came', () => {
    const [a, b, c] = [step('a'), step('b'), priced('a', 1)];
    expect(waiting(a, b, c)).deep.equal([b, c]);
    expect(waiting(a, { ...a, JobName: 'other' })).length(2);
  });

  it('keeps every page, and every step that has no endpoint to tell it by', () => {
    expect(waiting(page([]), page([]), { index: 0, jobs: [] }, { index: 1, jobs: [] })).length(4);
    expect(waiting(pending, pending)).length(2);
  });

  it('keeps the latest of other answers, and of each job', () => {
    expect(waiting([1], undefined, { rows: 1 }, [2])).deep.equal([[2]]);
    const [a, b] = [
      { JobName: 'a', Status: 'PENDING' },
      { JobName: 'a', Status: 'FAILED' },
    ];
    expect(waiting(a, { JobName: 'b', Status: 'PENDING' }, b)).deep.equal([
      { JobName: 'b', Status: 'PENDING' },
      b,
    ]);
  });

  it('merges what a watch says of a step, a job, or of its polls', () => {
    const [a, b, c] = [priced('k', 1), priced('k', 2), priced('k', 3)];
    const to = (from: Step, now: Step, ...changed: string[]): StepEvent =>
      change('updated', now, { previous: from, changed });
    expect(waiting(change('added', a), to(a, b, 'x'))).deep.equal([change('added', b)]);
    expect(waiting(change('added', a), change('removed', a))).empty;
    expect(waiting(to(a, b, 'x'), to(b, c, 'y', 'x'))).deep.equal([to(a, c, 'x', 'y')]);
    expect(waiting(to(a, b, 'x'), change('removed', b))).deep.equal([change('removed', a)]);
    expect(waiting(change('removed', a), change('added', b))).deep.equal([
      to(a, b, 'InferenceBenchmark.Metrics.CostPerInference'),
    ]);
    const job = { ...jobChanged, previous: { JobName: 'job', Status: 'PENDING' } };
    expect(waiting(job, { ...jobChanged, previous: jobChanged.job })).deep.equal([job]);
    const stale = { type: 'stale', jobName: 'job', ageMs: 1, cause: undefined };
    expect(waiting(stale, { type: 'fresh', jobName: 'job' })).deep.equal([{ type: 'fresh', jobName: 'job' }]);
  });

  it('lets synced stay behind the steps that it speaks of', () => {
    const later = change('updated', priced('a', 2), { previous: step('a') });
    expect(waiting(change('added', step('a')), synced, later)).deep.equal([
      change('added', priced('a', 2)),
      synced,
    ]);
  });

  it('comes to the same state, whatever has waited', () => {
    holds(
      fc.property(fitting, fc.array(fc.nat(30), { maxLength: 5 }), (events, stops) => {
        const backlog = new Backlog();
        const sent: StepEvent[] = [];
        const take = (): void => {
          while (backlog.size > 0) sent.push(backlog.shift() as StepEvent);
        };
        events.forEach((event, n) => {
          backlog.push(event);
          expect(backlog.size).most(4);
          if (stops.includes(n)) take();
        });
        take();
        expect(replay(sent)).deep.equal(replay(events));
      }),
    );
  });

  it('has nothing to give where nothing waits', () => {
    expect(() => new Backlog().shift()).throw(RangeError);
  });
});
