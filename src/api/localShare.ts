import { afterThrottle } from './afterThrottle.js';
import { rateAt, type AdaptiveRate, type CallOutcome } from './adaptiveRate.js';
import { dueAt, emptied, refill, returned, taken, type Refill, type TokenBucket } from './tokenBucket.js';

/**
 * What one process may do while it knows nothing of the others: its part of the rate, one call at a time. A
 * value, as `TokenBucket` is.
 */
export interface LocalShare {
  readonly bucket: TokenBucket;
  /** Number of processes that were there when the shared quota was last reached. */
  readonly members: number;
}

/**
 * A share without a call. Its first call is due at a random moment of its interval, so that the calls of
 * several processes that have lost the shared quota at the same time are spread.
 */
export function newShare(members: number, adaptive: AdaptiveRate, now: number, random: number): LocalShare {
  const filledUntil = now + (random - 1) * refillOf(members, adaptive, now).everyMs;
  return { members, bucket: { tokens: 0, filledUntil, fullAt: undefined } };
}

/** The share at `now`, and the moment at which its next call is due. */
export function shareAt(
  { bucket, members }: LocalShare,
  adaptive: AdaptiveRate,
  now: number,
): { readonly share: LocalShare; readonly dueAt: number; readonly everyMs: number } {
  const rate = refillOf(members, adaptive, now);
  const filled = refill(bucket, rate, now);
  const due = filled.tokens >= 1 ? now : dueAt(filled, rate, 1);
  return {
    share: { members, bucket: filled },
    dueAt: Math.max(adaptive.resumeAt, due),
    everyMs: rate.everyMs,
  };
}

/** The share after a call was made at `now`, right after `shareAt`. */
export function shareTaken({ bucket, members }: LocalShare, now: number): LocalShare {
  return { members, bucket: { ...taken(bucket, { burst: 1, everyMs: 0 }, now), fullAt: undefined } };
}

/** The share after a call was not made. */
export function shareReturned({ bucket, members }: LocalShare): LocalShare {
  return { members, bucket: returned(bucket, { burst: 1, everyMs: 0 }) };
}

/** Rate and share after a throttle. The successes of this process stand for those of the others. */
export function afterShareThrottle(
  { bucket, members }: LocalShare,
  before: AdaptiveRate,
  outcome: CallOutcome,
  retryAfterMs: number | undefined,
): { readonly share: LocalShare; readonly adaptive: AdaptiveRate } {
  const all = { ...before, successes: before.successes * members };
  const after = afterThrottle(all, outcome, retryAfterMs);
  const adaptive = { ...after, successes: after.successes === 0 ? 0 : before.successes };
  const { now } = outcome;
  const rate = refillOf(members, adaptive, now);
  return { adaptive, share: { members, bucket: emptied(bucket, rate, now, adaptive.resumeAt) } };
}

const refillOf = (members: number, adaptive: AdaptiveRate, now: number): Refill => ({
  burst: 1,
  everyMs: (members * 1000) / rateAt(adaptive, now),
});
