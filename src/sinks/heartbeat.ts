import { everyUnref } from '../core/everyUnref.js';
import type { Cancel, Time } from '../core/time.js';

/** Number of heartbeats in the time after which a client without progress is cut off. */
const HEARTBEATS_PER_STALL = 3;

/** Interval between heartbeats, in milliseconds: a third of `stallMs`. */
export const heartbeatMsOf = (stallMs: number): number => stallMs / HEARTBEATS_PER_STALL;

/**
 * Calls `check` every `heartbeatMs / checksPerHeartbeat` milliseconds, with the present time and whether a heartbeat is
 * due. The timer doesn't keep the process alive.
 */
export function everyHeartbeatCheck(
  time: Pick<Time, 'afterUnref' | 'monotonic'>,
  heartbeatMs: number,
  checksPerHeartbeat: number,
  check: (now: number, heartbeatDue: boolean) => void,
): Cancel {
  let checks = 0;
  return everyUnref(time, heartbeatMs / checksPerHeartbeat, () => {
    checks += 1;
    check(time.monotonic(), checks % checksPerHeartbeat === 0);
  });
}
