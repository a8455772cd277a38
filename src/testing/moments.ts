import { lowerBound } from '../core/lowerBound.js';

/** The last of the sorted moments that isn't after `now`. */
export function lastUpTo(moments: readonly number[], now: number): number {
  return moments[countUpTo(moments, now) - 1] ?? -Infinity;
}

/** The first of the sorted moments after `now`. */
export function firstAfter(moments: readonly number[], now: number): number {
  return moments[countUpTo(moments, now)] ?? Infinity;
}

function countUpTo(moments: readonly number[], now: number): number {
  return lowerBound(moments, moment => moment <= now);
}
