/**
 * Whether two creation times are those of one job. A list of jobs may have whole seconds where Describe has
 * milliseconds, so times less than a second apart are the same, and so is a time that isn't known.
 */
export function isSameCreation(a: Date | undefined, b: Date | undefined): boolean {
  return a === undefined || b === undefined || Math.abs(a.getTime() - b.getTime()) < WHOLE_SECOND_MS;
}

/** Whether the job created at `a` was created under its name after the one created at `b`. */
export const isLaterCreation = (a: Date | undefined, b: Date | undefined): boolean =>
  a !== undefined && b !== undefined && a > b && !isSameCreation(a, b);

/** Milliseconds in the resolution of a time without a fraction. */
export const WHOLE_SECOND_MS = 1_000;
