/** Bounds of the pause between two polls, in milliseconds. */
export interface Intervals {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
}

/** Factor by which the pause grows with each poll that found no change. */
const GROWTH = 1.5;
/** Jitter, as a fraction of the pause: it separates watches that started together. */
const JITTER = 0.2;

/** A pause until the next poll, and the bounds of its jitter, in milliseconds. */
export interface PollPause {
  readonly shortestMs: number;
  readonly longestMs: number;
  readonly ms: number;
}

/**
 * The pause until the next poll, after `unchanged` polls in a row that found no change: the shortest pause after
 * a change, half as long again with each unchanged poll, up to the longest. `random`, from 0 to 1, adds the
 * jitter, which never leaves the bounds.
 */
export function pollPause(
  unchanged: number,
  { minIntervalMs, maxIntervalMs }: Intervals,
  random: number,
): PollPause {
  const base = Math.min(maxIntervalMs, minIntervalMs * GROWTH ** Math.min(unchanged, 100));
  const jitter = base * JITTER;
  const longestMs = Math.min(maxIntervalMs, base + jitter / 2);
  const shortestMs = Math.max(minIntervalMs, longestMs - jitter);
  return { shortestMs, longestMs, ms: shortestMs + random * Math.max(0, longestMs - shortestMs) };
}

/** Milliseconds until the next poll: those of `pollPause`. */
export const pollDelayMs = (unchanged: number, intervals: Intervals, random: number): number =>
  pollPause(unchanged, intervals, random).ms;

/** Every second poll describes the job while steps run, and lists the steps while none does. */
const EVERY_SECOND = 2;

/**
 * Whether a poll describes the job: each poll while no step runs, as only the job shows progress then, and else
 * every second one, so that the end of the job is known within two polls. `polls` counts them since the last
 * description; `every` replaces the 2.
 */
export function describeIsDue(
  hasRunningSteps: boolean,
  polls: number,
  every: number = EVERY_SECOND,
): boolean {
  return !hasRunningSteps || polls >= every;
}

/**
 * Whether a poll lists the steps: each poll while steps run or where descriptions have another source (`every`
 * is infinite), and else every second one. `polls` counts them since the last list.
 */
export function listIsDue(hasRunningSteps: boolean, polls: number, every: number = EVERY_SECOND): boolean {
  return hasRunningSteps || every === Infinity || polls >= EVERY_SECOND;
}
