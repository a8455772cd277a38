/**
 * Longest shift of the refill by the first answer after a rest, in milliseconds. A cold TLS connection to
 * another continent takes a few hundred. A call that stalls must not delay the others for longer.
 */
const SHIFT_MS = 1000;

/** A token bucket, as a value: each token is the right to make one call. */
export interface TokenBucket {
  /** Number of whole tokens, 0 to `burst`. */
  readonly tokens: number;
  /** Monotonic moment up to which time was turned into tokens; in the future after a throttle. */
  readonly filledUntil: number;
  /** Moment at which the bucket was full for the last time; undefined once a call since then was answered. */
  readonly fullAt: number | undefined;
}

/** How a bucket refills. */
export interface Refill {
  /** Maximum number of tokens. */
  readonly burst: number;
  /** Milliseconds for each token; 0 without a limit. */
  readonly everyMs: number;
}

/** A new bucket, which is full. */
export function fullBucket(burst: number): TokenBucket {
  return { tokens: burst, filledUntil: -Infinity, fullAt: undefined };
}

/** The bucket at `now`. Fractions of a token are never lost, except in a full bucket. */
export function refill(bucket: TokenBucket, { burst, everyMs }: Refill, now: number): TokenBucket {
  if (now < bucket.filledUntil) return bucket;
  const earned = everyMs > 0 ? Math.floor((now - bucket.filledUntil) / everyMs) : Infinity;
  if (bucket.tokens + earned >= burst) return { ...bucket, tokens: burst, filledUntil: now };
  return { ...bucket, tokens: bucket.tokens + earned, filledUntil: bucket.filledUntil + earned * everyMs };
}

/** The bucket after a token was taken at `now`, right after a `refill`. */
export function taken(bucket: TokenBucket, { burst }: Refill, now: number): TokenBucket {
  const tokens = bucket.tokens - 1;
  return bucket.tokens >= burst ? { tokens, filledUntil: now, fullAt: now } : { ...bucket, tokens };
}

/** The bucket after an unused token was returned. */
export function returned(bucket: TokenBucket, { burst }: Refill): TokenBucket {
  return { ...bucket, tokens: Math.min(burst, bucket.tokens + 1) };
}

/**
 * The bucket after a call that was sent at `sentAt` has ended. The service's own bucket starts to refill when
 * the first call of a burst reaches it. On a cold connection that is well after it was sent, at an unknown
 * moment before the answer. So the first answer delays our refill by the duration of that call. Without this
 * the call after a first burst could be sent too early, and be throttled.
 */
export function answered(bucket: TokenBucket, sentAt: number, now: number): TokenBucket {
  if (bucket.fullAt === undefined || sentAt < bucket.fullAt) return bucket;
  const filledUntil = bucket.filledUntil + Math.min(now - bucket.fullAt, SHIFT_MS);
  return { ...bucket, filledUntil, fullAt: undefined };
}

/**
 * The bucket after a throttle at `now`, which shows that the service's bucket is empty. After a rest until
 * `resumeAt` the next token is there at once.
 */
export function emptied(
  bucket: TokenBucket,
  { everyMs }: Refill,
  now: number,
  resumeAt: number,
): TokenBucket {
  const filledUntil = Math.max(bucket.filledUntil, now, resumeAt - everyMs);
  return { tokens: 0, filledUntil, fullAt: undefined };
}

/** Moment at which the bucket will have `count` more tokens. */
export function dueAt(bucket: TokenBucket, { everyMs }: Refill, count: number): number {
  return bucket.filledUntil + count * everyMs;
}
