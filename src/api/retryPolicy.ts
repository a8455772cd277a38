import {
  ClockSkewError,
  DeadlineError,
  MalformedResponseError,
  NetworkError,
  ServiceError,
  ThrottledError,
} from '../core/errors.js';

/** How failed calls are retried. */
export interface RetryOptions {
  /** Maximum number of attempts, the first one included. Default 8; 1 never retries. */
  readonly attempts?: number | undefined;
  /** Longest first back-off, in milliseconds. The limit doubles with each further one. Default 200. */
  readonly baseMs?: number | undefined;
  /**
   * Longest back-off, in milliseconds, unless `Retry-After` asks for more. Default 20,000, which takes more
   * than eight attempts, or a larger `baseMs`, to reach: the last of eight waits 12,800 ms at most.
   */
  readonly capMs?: number | undefined;
  /** Longest duration of one attempt, from sending to the last byte of the body, in milliseconds. Default 30,000. */
  readonly attemptDeadlineMs?: number | undefined;
}

/** The defaults. */
export const RETRY_DEFAULTS: Required<RetryOptions> = {
  attempts: 8,
  baseMs: 200,
  capMs: 20_000,
  attemptDeadlineMs: 30_000,
};

const RETRIED_STATUSES: ReadonlySet<number | undefined> = new Set([429, 500, 502, 503, 504]);

/**
 * Longest `Retry-After` that is waited for, in milliseconds. After a longer one the call fails at once, with
 * an error that has the wait.
 */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** Whether another attempt may succeed. `skewed` says whether a wrong clock was corrected for this call before. */
export function isRetryable(error: unknown, skewed: boolean): boolean {
  if (requestedWaitMs(error) > LONGEST_RETRY_AFTER_MS) return false;
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
 * Back-off before the next attempt, in milliseconds, with full jitter: evenly distributed from 0 to
 * `baseMs * 2^(attempt - 1)`, and to `capMs` at most. Where the service asked for a wait, the jitter is added
 * to it, so that clients with the same wait don't return together.
 */
export function backoffMs(
  attempt: number,
  error: unknown,
  options: Required<Pick<RetryOptions, 'baseMs' | 'capMs'>>,
  random: number,
): number {
  if (error instanceof ClockSkewError) return 0;
  const longest = Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempt - 1, 31));
  return requestedWaitMs(error) + random * longest;
}

function requestedWaitMs(error: unknown): number {
  const isDelayed = error instanceof ThrottledError || error instanceof ServiceError;
  return (isDelayed ? error.retryAfterMs : undefined) ?? 0;
}
