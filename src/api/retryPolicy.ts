import {
  ClockSkewError,
  DeadlineError,
  MalformedResponseError,
  NetworkError,
  ServiceError,
  ThrottledError,
} from '../core/errors.js';

/** How a call is tried again. */
export interface RetryOptions {
  /** Attempts in all, the first one included. Default 8; 1 never tries again. */
  readonly attempts?: number | undefined;
  /** The first back-off is at most this long; each further one may be twice as long. Default 200 ms. */
  readonly baseMs?: number | undefined;
  /**
   * No back-off is longer, except where `Retry-After` asks for more. Default 20,000 ms, which only more than eight
   * attempts, or a larger `baseMs`, come to: the last of eight waits for 12,800 ms at most.
   */
  readonly capMs?: number | undefined;
  /** How long one attempt may take, from sending to the last byte of the body. Default 30,000 ms. */
  readonly attemptDeadlineMs?: number | undefined;
}

/** What holds where an option is not given. */
export const RETRY_DEFAULTS: Required<RetryOptions> = {
  attempts: 8,
  baseMs: 200,
  capMs: 20_000,
  attemptDeadlineMs: 30_000,
};

const RETRIED_STATUSES: ReadonlySet<number | undefined> = new Set([429, 500, 502, 503, 504]);

/**
 * The longest `Retry-After` that is waited for, in milliseconds. Whoever asks for more is not worth the
 * caller's wait: the error comes at once, and says what was asked for.
 */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** Whether another attempt can end better. `skewed`: one of the same call has met a wrong clock before. */
export function isRetryable(error: unknown, skewed: boolean): boolean {
  if (askedFor(error) > LONGEST_RETRY_AFTER_MS) return false;
  if (error instanceof ServiceError) return RETRIED_STATUSES.has(error.status);
  // The SDK has set its clock once; if that didn't help, it won't a second time.
  if (error instanceof ClockSkewError) return error.corrected && !skewed;
  return (
    error instanceof ThrottledError ||
    error instanceof NetworkError ||
    error instanceof DeadlineError ||
    error instanceof MalformedResponseError
  );
}

/**
 * Milliseconds to wait before the next attempt: full jitter, so evenly from nothing to
 * `baseMs * 2^(attempt - 1)`, that at most `capMs`; where the service asked for a wait, that wait and
 * the jitter on top, so that those who were told the same don't come back together.
 */
export function backoffMs(
  attempt: number,
  error: unknown,
  options: Required<Pick<RetryOptions, 'baseMs' | 'capMs'>>,
  random: number,
): number {
  if (error instanceof ClockSkewError) return 0;
  const most = Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempt - 1, 31));
  return askedFor(error) + random * most;
}

function askedFor(error: unknown): number {
  const told =
    error instanceof ThrottledError || error instanceof ServiceError ? error.retryAfterMs : undefined;
  return told ?? 0;
}
