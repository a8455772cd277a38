import type { Subscription } from 'rxjs';
import { sharedWatches } from '../../src/live/sharedWatches.js';
import { watchJob } from '../../src/live/watchJob.js';
import { seededRandom } from '../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency } from '../support/virtualApi.js';
import { virtualTime } from '../support/virtualTime.js';

/** What is left of a day of 50 watches. */
export interface Day {
  /** How much the heap grew from the second hour to the last; only with `--expose-gc`. */
  readonly grownBytes: number;
  readonly polls: number;
  /** What runs once everybody has left. */
  readonly timers: number;
  readonly pollers: number;
}

/**
 * Fifty jobs that never end, each read by two, one of whom comes and goes; one of their steps is measured
 * again each quarter of an hour.
 */
export async function dayOfWatches(hours: number): Promise<Day> {
  const time = virtualTime(seededRandom(1));
  const names = Array.from({ length: 50 }, (_, i) => `job-${String(i)}`);
  const jobs = names.map(name => ({ name, steps: 20, live: true, frozen: true }));
  const fake = virtualFake(time, { jobs });
  names.forEach(name => fake.addStep(name));
  const api = withLatency(time, 30)(virtualApi(fake));
  const { shared$, size } = sharedWatches((job, options) => watchJob(api, time, job, options), time);
  const readers = names.map(name => shared$(name).subscribe());
  let guests: Subscription[] = [];
  let before = 0;
  for (let quarter = 0; quarter < hours * 4; quarter++) {
    guests.forEach(guest => guest.unsubscribe());
    guests = names.map(name => shared$(name).subscribe());
    const Metrics = { CostPerHour: quarter + 1, CostPerInference: 1, MaxInvocations: 1, ModelLatency: 1 };
    names.forEach(name => fake.editStep(name, 20, { InferenceBenchmark: { Metrics } }));
    await time.pass(900_000);
    if (quarter === 3) before = heap();
  }
  const grownBytes = heap() - before;
  [...guests, ...readers].forEach(reader => reader.unsubscribe());
  const polls = fake.stats().calls;
  return { grownBytes, polls, timers: time.timers(), pollers: size() };
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
