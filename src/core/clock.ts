/** Time and randomness, as arguments: a test passes its own. */
export interface Clock {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Evenly from 0 (included) to 1 (excluded). */
  readonly random: () => number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  random: () => Math.random(),
};

/** The time of day of this machine, milliseconds since the epoch. */
export const systemNow = (): number => Date.now();
