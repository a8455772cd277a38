import type { RandomBelow } from './randomBelow.js';
import type { FakeJob } from './fakeWatch.js';

/**
 * Lets something happen to a job: steps come, change and go; one time in `rarely` so much that
 * the ring is too short.
 */
export function stir(job: FakeJob, roll: RandomBelow, rarely: number): void {
  const key = `step-${roll(40)}`;
  if (roll(rarely) === 0) for (let i = 0; i < 1_100; i++) job.put(`step-${roll(40)}`, i);
  else if (job.steps.has(key) && roll(4) === 0) job.remove(key);
  else job.put(key, roll(1_000_000));
}
