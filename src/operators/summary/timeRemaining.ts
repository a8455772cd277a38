/** The progress of a job, or of several together. */
export interface Progress {
  /** Number of steps that have ended. */
  readonly done: number;
  /** Expected number of steps; `NaN` where it isn't known. */
  readonly total: number;
  /** Greatest number of steps. Default: `total`. */
  readonly maxTotal?: number;
  readonly elapsedMs: number | undefined;
}

/**
 * Estimates the time remaining up to `total` at the pace so far, in milliseconds: the elapsed time of each step that has
 * ended, times the steps that are left. Undefined before the first step has ended, without a total, and once `total` is
 * done and more may follow.
 */
export function timeRemainingMs({ done, total, maxTotal = total, elapsedMs }: Progress): number | undefined {
  if (maxTotal === done) return 0;
  if (!(total > done) || done === 0 || elapsedMs === undefined) return undefined;
  return (elapsedMs / done) * (total - done);
}
