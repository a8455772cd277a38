import { expect } from 'chai';
import fc from 'fast-check';
import type { StepEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { ConflatingQueue } from '../../src/sinks/conflatingQueue.js';
import { unknownJob } from '../../src/operators/summary/jobSnapshot.js';
import { anyStep } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { change, jobChanged, page, pending, priced, step, synced } from '../support/steps.js';

function waiting(...values: readonly unknown[]): unknown[] {
  const queue = new ConflatingQueue();
  for (const value of values) queue.push(value);
  return Array.from({ length: queue.size }, () => queue.shift());
}

/** Consistent changes: events of a watch about some steps. */
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

/** Replays changes, each of which must be consistent with those before. */
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

describe('ConflatingQueue', () => {
  it('keeps the latest of each step of a listing, and their order', () => {
    const [a, b, c] = [step('a'), step('b'), priced('a', 1)];
    expect(waiting(a, b, c)).deep.equal([b, c]);
    expect(waiting(a, { ...a, JobName: 'other' })).length(2);
    const twin = step('a', { ModelConfiguration: { InferenceSpecificationName: 'compiled' } });
    expect(waiting(a, twin, c)).deep.equal([twin, c]);
  });

  it('keeps every page, and every step without an endpoint to identify it', () => {
    expect(waiting(page([]), page([]), { index: 0, jobs: [] }, { index: 1, jobs: [] })).length(4);
    expect(waiting(pending, pending)).length(2);
  });

  it('keeps the latest of other values, and of each job', () => {
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

  it('merges the events of a step, of a job, and of polls', () => {
    const [a, b, c] = [priced('k', 1), priced('k', 2), priced('k', 3)];
    const to = (from: Step, now: Step, ...changed: string[]): StepEvent =>
      change('updated', now, { previous: from, changed });
    expect(waiting(change('added', a), to(a, b, 'x'))).deep.equal([change('added', b)]);
    expect(waiting(change('added', a), change('removed', a))).empty;
    const cost = 'InferenceBenchmark.Metrics.CostPerInference';
    expect(waiting(to(a, b, cost), to(b, c, cost))).deep.equal([to(a, c, cost)]);
    // Without the previous value only the fields that the events name are known.
    const [first, second] = [change('updated', b, { changed: ['x'] }), to(b, c, 'y', 'x')];
    expect(waiting(first, second)).deep.equal([change('updated', c, { changed: ['x', 'y'] })]);
    expect(waiting(to(a, b, 'x'), change('removed', b))).deep.equal([change('removed', a)]);
    expect(waiting(change('removed', a), change('added', b))).deep.equal([to(a, b, cost)]);
    const job = { ...jobChanged, previous: { JobName: 'job', Status: 'PENDING' } };
    expect(waiting(job, { ...jobChanged, previous: jobChanged.job })).deep.equal([job]);
    const stale = { type: 'stale', jobName: 'job', ageMs: 1, cause: undefined };
    expect(waiting(stale, { type: 'fresh', jobName: 'job' })).deep.equal([{ type: 'fresh', jobName: 'job' }]);
  });

  it('keeps nothing of a step or a job that is again as the client has it', () => {
    const [a, b] = [priced('k', 1), priced('k', 2)];
    const there = change('updated', b, { previous: a, changed: ['x'] });
    expect(waiting(there, change('updated', { ...a }, { previous: b, changed: ['x'] }))).empty;
    expect(waiting(change('removed', a), change('added', { ...a }))).empty;
    const job = { JobName: 'job', Status: 'IN_PROGRESS' };
    const ended = { ...jobChanged, previous: job };
    expect(waiting(ended, { ...jobChanged, job: { ...job }, previous: jobChanged.job })).empty;
  });

  it('keeps the latest snapshot of each job of a fleet', () => {
    const snapshot = (jobName: string, synced: boolean): object => ({ ...unknownJob(jobName), synced });
    const names = Array.from({ length: 40 }, (_, n) => `job-${n}`);
    const all = [true, false, true].flatMap(synced => names.map(name => snapshot(name, synced)));
    expect(waiting(...all)).deep.equal(all.slice(-40));
  });

  it('keeps synced after the steps that it refers to', () => {
    const later = change('updated', priced('a', 2), { previous: step('a') });
    expect(waiting(change('added', step('a')), synced, later)).deep.equal([
      change('added', priced('a', 2)),
      synced,
    ]);
  });

  it('leads to the same state, whichever events were queued', () => {
    holds(
      fc.property(fitting, fc.array(fc.nat(30), { maxLength: 5 }), (events, stops) => {
        const queue = new ConflatingQueue();
        const sent: StepEvent[] = [];
        const take = (): void => {
          while (queue.size > 0) sent.push(queue.shift() as StepEvent);
        };
        events.forEach((event, n) => {
          queue.push(event);
          expect(queue.size).most(4);
          if (stops.includes(n)) take();
        });
        take();
        expect(replay(sent)).deep.equal(replay(events));
      }),
    );
  });

  it('throws where it is empty', () => {
    expect(() => new ConflatingQueue().shift()).throw(RangeError);
  });
});
