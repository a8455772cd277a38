/**
 * How long the first answer after a rest may shift the refill, in milliseconds. A cold TLS connection to
 * another continent takes a few hundred; a call that stalls must not hold back the others for longer.
 */
const SHIFT_MS = 1000;

/** Calls that may be made at once, and up to when time has been turned into such calls. */
export interface TokenBucket {
  /** Whole calls, 0 to `burst`. */
  readonly tokens: number;
  /** The monotonic millisecond up to which time has been paid out; in the future after a throttle. */
  readonly paidUntil: number;
  /** When the bucket was full for the last time, unless a call since then has been answered. */
  readonly openedAt: number | undefined;
}

/** The quota that a bucket refills by. */
export interface Refill {
  /** The most calls at once. */
  readonly burst: number;
  /** Milliseconds for each token; 0 without a limit. */
  readonly everyMs: number;
}

/** A bucket that nobody has taken from. */
export function fullBucket(burst: number): TokenBucket {
  return { tokens: burst, paidUntil: -Infinity, openedAt: undefined };
}

/** The bucket at `now`. Fractions of a token are never lost, except in a full bucket. */
export function refill(bucket: TokenBucket, { burst, everyMs }: Refill, now: number): TokenBucket {
  if (now < bucket.paidUntil) return bucket;
  const earned = everyMs > 0 ? Math.floor((now - bucket.paidUntil) / everyMs) : Infinity;
  if (bucket.tokens + earned >= burst) return { ...bucket, tokens: burst, paidUntil: now };
  return { ...bucket, tokens: bucket.tokens + earned, paidUntil: bucket.paidUntil + earned * everyMs };
}

/** The bucket after a token was taken at `now`, right after a `refill`. */
export function taken(bucket: TokenBucket, { burst }: Refill, now: number): TokenBucket {
  const tokens = bucket.tokens - 1;
  return bucket.tokens >= burst ? { tokens, paidUntil: now, openedAt: now } : { ...bucket, tokens };
}

/** The bucket after a token was handed back. */
export function returned(bucket: TokenBucket, { burst }: Refill): TokenBucket {
  return { ...bucket, tokens: Math.min(burst, bucket.tokens + 1) };
}

/**
 * The bucket after a call of `sentAt` has ended. The service's own bucket starts to refill when the first
 * call of a burst reaches it, which on a cold connection is well after it was sent; from then until the
 * answer is all that we know. So the first answer moves our refill back by what that call took: without
 * this the call after a first burst could come that much too early, and be throttled.
 */
export function answered(bucket: TokenBucket, sentAt: number, now: number): TokenBucket {
  if (bucket.openedAt === undefined || sentAt < bucket.openedAt) return bucket;
  const paidUntil = bucket.paidUntil + Math.min(now - bucket.openedAt, SHIFT_MS);
  return { ...bucket, paidUntil, openedAt: undefined };
}

/**
 * The bucket after a throttle at `now`, which says that the service's is empty. If there is to be a rest
 * until `resumeAt`, the next token is earned by then.
 */
export function emptied(
  bucket: TokenBucket,
  { everyMs }: Refill,
  now: number,
  resumeAt: number,
): TokenBucket {
  const paidUntil = Math.max(bucket.paidUntil, now, resumeAt - everyMs);
  return { tokens: 0, paidUntil, openedAt: undefined };
}

/** When the bucket will have earned `count` more tokens. */
export function dueAt(bucket: TokenBucket, { everyMs }: Refill, count: number): number {
  return bucket.paidUntil + count * everyMs;
}
