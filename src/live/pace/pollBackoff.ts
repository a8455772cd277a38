/** The polls that failed lately. */
export interface Failures {
  /** In a row, but for calm: 0 when there were none. */
  readonly count: number;
  /** When the last one failed, in monotonic milliseconds. */
  readonly lastAt: number;
}

/** None yet. */
export const NO_FAILURES: Failures = { count: 0, lastAt: -Infinity };

const FIRST_MS = 800;
const LONGEST_MS = 30_000;
/** So long without a failure, and the next one is the first again. */
const CALM_MS = 120_000;

/**
 * One more failure. As in client-go a success in between doesn't reset the count, only calm does: a service
 * that answers every other time isn't well.
 */
export function failedAgain({ count, lastAt }: Failures, now: number): Failures {
  return { count: now - lastAt > CALM_MS ? 1 : count + 1, lastAt: now };
}

/**
 * Milliseconds until the poll is tried again: from 0.8 s to twice that after the first failure, doubled
 * with each further one, 15 to 30 s in the end. `random` is from 0 to 1.
 */
export function backoffDelayMs({ count }: Failures, random: number): number {
  const most = Math.min(LONGEST_MS, 2 * FIRST_MS * 2 ** Math.min(Math.max(0, count - 1), 31));
  return (most / 2) * (1 + random);
}
