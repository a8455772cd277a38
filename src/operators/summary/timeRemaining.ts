/** The progress of a job, or of several together. */
export interface Progress {
  /** Number of steps that have ended. */
  readonly done: number;
  /** Expected number of steps; `NaN` where it isn't known. */
  readonly total: number;
  readonly elapsedMs: number | undefined;
}

/**
 * Estimates the time remaining at the pace so far, in milliseconds: the elapsed time of each step that has ended, times the
 * steps that are left. Undefined before the first step has ended, and without a total.
 */
export function timeRemainingMs({ done, total, elapsedMs }: Progress): number | undefined {
  if (total === done) return 0;
  if (Number.isNaN(total) || done === 0 || elapsedMs === undefined) return undefined;
  return (elapsedMs / done) * (total - done);
}
