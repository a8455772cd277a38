import { isCredentialsCode } from '../../core/errorCodes.js';
import { StepstreamError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';

/** The grace period of refused credentials: calls are retried within it, as credentials can be renewed. */
export interface GracePeriod {
  /**
   * Milliseconds of the grace period that are left after this failure; `Infinity` for an error that isn't
   * about credentials. Throws the error itself once the period is over.
   */
  readonly remainingMs: (error: unknown) => number;
  /** A call has succeeded: the next refusal starts a new grace period. */
  readonly reset: () => void;
}

/** Makes a grace period of `graceMs` milliseconds, which starts with the first of several refusals in a row. */
export function gracePeriod(time: Pick<Time, 'monotonic'>, graceMs: number): GracePeriod {
  let refusedSince: number | undefined;
  return {
    remainingMs: error => {
      if (!(error instanceof StepstreamError) || !isCredentialsCode(error.code)) return Infinity;
      const now = time.monotonic();
      refusedSince ??= now;
      const remainingMs = refusedSince + graceMs - now;
      if (remainingMs <= 0) throw error;
      return remainingMs;
    },
    reset: () => {
      refusedSince = undefined;
    },
  };
}
