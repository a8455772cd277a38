import type { Time } from '../../core/time.js';
import { isRefusal } from './trouble.js';

/** How long it is waited for new credentials. */
export interface GracePeriod {
  /**
   * Milliseconds that may be waited after this failure; no limit for one that is no refusal of the
   * credentials. Fails with the error itself when calls have been refused for too long.
   */
  readonly remainingMs: (error: unknown) => number;
  /** A call came through. */
  readonly reset: () => void;
}

/** Patience of so many milliseconds, from the first of some refusals in a row. */
export function gracePeriod(time: Time, graceMs: number): GracePeriod {
  let refusedSince: number | undefined;
  return {
    remainingMs: error => {
      if (!isRefusal(error)) return Infinity;
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
