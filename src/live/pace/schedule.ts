/** Between what and what the pause between two polls lies, in milliseconds. */
export interface Intervals {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
}

/** How much longer the pause gets with each poll that brought nothing. */
const GROWTH = 1.5;
/** How far the pause is spread, as a part of it: watches that began together don't stay together. */
const SPREAD = 0.2;

/**
 * Milliseconds until the next poll, after `quiet` polls in a row that brought nothing: the shortest pause
 * after a change, half as long again with each quiet poll, up to the longest. Spread by `random`, from 0
 * to 1, and never outside of the two.
 */
export function pollDelayMs(
  quiet: number,
  { minIntervalMs, maxIntervalMs }: Intervals,
  random: number,
): number {
  const base = Math.min(maxIntervalMs, minIntervalMs * GROWTH ** Math.min(quiet, 100));
  const spread = base * SPREAD;
  const most = Math.min(maxIntervalMs, base + spread / 2);
  const least = Math.max(minIntervalMs, most - spread);
  return least + random * Math.max(0, most - least);
}

/** Polls between two looks at the job itself, while steps run. */
const DESCRIBE_EVERY = 8;

/**
 * Whether this poll is to ask for the job itself, besides its steps: when no step runs, as only the job
 * can say then how things go on; else every few polls. `polls`: how many there were since it was asked.
 */
export function describeIsDue(stepsRun: boolean, polls: number, every: number = DESCRIBE_EVERY): boolean {
  return !stepsRun || polls >= every;
}
