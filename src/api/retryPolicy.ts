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
   * Longest back-off, in milliseconds, unless the service asks for more. Default 20,000, which takes more
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

/**
 * Longest wait that is granted to `x-amz-retry-after` and `Retry-After`, in milliseconds. Where the service
 * asks for more, the call fails at once, with an error that has the wait.
 */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** Whether another attempt may succeed. `earlier` has the errors of the attempts before in this call. */
export function isRetryable(error: unknown, earlier: readonly unknown[]): boolean {
  if (requestedWaitMs(error) > LONGEST_RETRY_AFTER_MS) return false;
  if (error instanceof ServiceError) return error.transient;
  // The SDK has set its clock once; if that didn't help, it won't a second time.
  if (error instanceof ClockSkewError) return error.corrected && !earlier.some(isClockSkew);
  // A resolver may fail once; a region that doesn't exist stays so.
  if (isUnknownRegion(error)) return !earlier.some(isUnknownRegion);
  return (
    error instanceof ThrottledError ||
    error instanceof NetworkError ||
    error instanceof DeadlineError ||
    error instanceof MalformedResponseError
  );
}

const isClockSkew = (error: unknown): boolean => error instanceof ClockSkewError;
const isUnknownRegion = (error: unknown): boolean =>
  error instanceof NetworkError && error.unknownRegion !== undefined;

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
