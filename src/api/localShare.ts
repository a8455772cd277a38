import { afterThrottle } from './afterThrottle.js';
import { rateAt, type AdaptiveRate, type CallOutcome } from './adaptiveRate.js';

/**
 * Least time by which a late call doesn't delay those after it, in milliseconds: timers fire late. Otherwise it is
 * half of the interval between two calls.
 */
const LATE_MS = 10;

/**
 * What one process may do while it knows nothing of the others: its part of the rate, one call at a time. A
 * value, as `TokenBucket` is.
 */
export interface LocalShare {
  /** Number of processes that were there when the shared quota was last reached. */
  readonly members: number;
  /** Monotonic moment of the last call's slot: the next one is an interval later. */
  readonly calledAt: number;
}

/**
 * A share of a process whose last call was due at `calledAt`. Where that was lately, the share goes on from there:
 * the shared quota has spread the calls of the processes, and none is lost while it was waited for. Otherwise the
 * first call is due at a random moment of its interval, so that the calls of several processes are spread.
 */
export function newShare(
  members: number,
  adaptive: AdaptiveRate,
  calledAt: number,
  { now, random }: { readonly now: number; readonly random: number },
): LocalShare {
  const everyMs = everyOf(members, adaptive, now);
  const isRecent = now - calledAt < 2 * everyMs;
  return { members, calledAt: isRecent ? Math.max(calledAt, now - everyMs) : now + (random - 1) * everyMs };
}

/** When the next call of the share is due, and the interval between two calls. */
export function nextOf(
  { calledAt, members }: LocalShare,
  adaptive: AdaptiveRate,
  now: number,
): { readonly dueAt: number; readonly everyMs: number } {
  const everyMs = everyOf(members, adaptive, now);
  return { dueAt: Math.max(adaptive.resumeAt, calledAt + everyMs), everyMs };
}

/** The share after a call was made at `now`, which isn't before it was due. */
export function shareTaken(share: LocalShare, adaptive: AdaptiveRate, now: number): LocalShare {
  const { dueAt, everyMs } = nextOf(share, adaptive, now);
  return { ...share, calledAt: Math.max(dueAt, now - Math.max(LATE_MS, everyMs / 2)) };
}

/** The share after a call was not made. */
export function shareReturned(share: LocalShare, adaptive: AdaptiveRate, now: number): LocalShare {
  return { ...share, calledAt: share.calledAt - everyOf(share.members, adaptive, now) };
}

/** Rate and share after a throttle. The successes of this process stand for those of the others. */
export function afterShareThrottle(
  { calledAt, members }: LocalShare,
  before: AdaptiveRate,
  outcome: CallOutcome,
  retryAfterMs: number | undefined,
): { readonly share: LocalShare; readonly adaptive: AdaptiveRate } {
  const all = { ...before, successes: before.successes * members };
  const after = afterThrottle(all, outcome, retryAfterMs);
  const adaptive = { ...after, successes: after.successes === 0 ? 0 : before.successes };
  const { now } = outcome;
  const emptiedAt = Math.max(calledAt, now, adaptive.resumeAt - everyOf(members, adaptive, now));
  return { adaptive, share: { members, calledAt: emptiedAt } };
}

/** Milliseconds between two calls of one process. */
const everyOf = (members: number, adaptive: AdaptiveRate, now: number): number =>
  (members * 1000) / rateAt(adaptive, now);
