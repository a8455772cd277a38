/** The polls that failed lately. */
export interface Failures {
  /** Number of failures, 0 if there were none. Only two minutes without one start the count again. */
  readonly count: number;
  /** Moment of the last failure, in monotonic milliseconds. */
  readonly lastAt: number;
}

export const NO_FAILURES: Failures = { count: 0, lastAt: -Infinity };

/** Shortest back-off after the first failure, in milliseconds. */
const FIRST_MS = 800;
/** Longest back-off, in milliseconds. */
const LONGEST_MS = 30_000;
/** Milliseconds without a failure after which the next one counts as the first. */
const RESET_MS = 120_000;

/**
 * Counts one more failure. As in client-go, a success in between doesn't reset the count: a service that
 * answers every other call isn't healthy.
 */
export function failedAgain({ count, lastAt }: Failures, now: number): Failures {
  return { count: now - lastAt > RESET_MS ? 1 : count + 1, lastAt: now };
}

/**
 * Back-off before the poll is retried, in milliseconds: 0.8 to 1.6 s after the first failure, doubled with
 * each further one, 15 to 30 s in the end. `random` is from 0 to 1.
 */
export function backoffDelayMs({ count }: Failures, random: number): number {
  const longest = Math.min(LONGEST_MS, 2 * FIRST_MS * 2 ** Math.min(Math.max(0, count - 1), 31));
  return (longest / 2) * (1 + random);
}
