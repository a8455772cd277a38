import { everyUnref } from '../core/everyUnref.js';
import type { Cancel, Time } from '../core/time.js';

/** Number of heartbeats in the time after which a client without progress is cut off. */
const HEARTBEATS_PER_STALL = 3;

/** Interval between heartbeats, in milliseconds: a third of `stallMs`. */
export const heartbeatMsOf = (stallMs: number): number => stallMs / HEARTBEATS_PER_STALL;

/**
 * Calls `check` every `ms` milliseconds, with the present time and the number of the call, from 1. The timer doesn't keep
 * the process alive.
 */
export function everyRound(
  time: Pick<Time, 'afterUnref' | 'monotonic'>,
  ms: number,
  check: (now: number, round: number) => void,
): Cancel {
  let round = 0;
  return everyUnref(time, ms, () => {
    round += 1;
    check(time.monotonic(), round);
  });
}
