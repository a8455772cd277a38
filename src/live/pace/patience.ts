import type { Time } from '../../core/time.js';
import { isRefusal } from './trouble.js';

/** How long it is waited for new credentials. */
export interface Patience {
  /**
   * Milliseconds that may be waited after this failure; no limit for one that is no refusal of the
   * credentials. Fails with the error itself when calls have been refused for too long.
   */
  readonly leftMs: (error: unknown) => number;
  /** A call came through. */
  readonly restore: () => void;
}

/** Patience of so many milliseconds, from the first of some refusals in a row. */
export function patience(time: Time, patienceMs: number): Patience {
  let refusedSince: number | undefined;
  return {
    leftMs: error => {
      if (!isRefusal(error)) return Infinity;
      const now = time.monotonic();
      refusedSince ??= now;
      const leftMs = refusedSince + patienceMs - now;
      if (leftMs <= 0) throw error;
      return leftMs;
    },
    restore: () => {
      refusedSince = undefined;
    },
  };
}
