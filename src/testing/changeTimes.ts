import { lowerBound } from '../core/lowerBound.js';

/** The last of the sorted times that isn't after `now`; -Infinity where there is none. */
export function lastChangeUpTo(times: readonly number[], now: number): number {
  return times[countUpTo(times, now) - 1] ?? -Infinity;
}

/** The first of the sorted times after `now`; Infinity where there is none. */
export function firstChangeAfter(times: readonly number[], now: number): number {
  return times[countUpTo(times, now)] ?? Infinity;
}

function countUpTo(times: readonly number[], now: number): number {
  return lowerBound(times, time => time <= now);
}
