import type { RandomBelow } from './randomBelow.js';
import type { FakeJob } from './fakeWatch.js';

/**
 * Changes a job at random: a step is added, changed or removed. One time in `rarely` there are more changes than the ring
 * buffer of a feed has room for.
 */
export function changeJob(job: FakeJob, random: RandomBelow, rarely: number): void {
  const key = `step-${random(40)}`;
  if (random(rarely) === 0) for (let i = 0; i < 1_100; i++) job.put(`step-${random(40)}`, i);
  else if (job.steps.has(key) && random(4) === 0) job.remove(key);
  else job.put(key, random(1_000_000));
}
