import type { ListedJobs } from './readJobs.js';

/** Time of the newest change that lists of jobs have shown, by the service's clock. */
export interface NewestChange {
  /** Service time after which the next list has to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /** Whether a job created at that time was started after the first list, and not long ago. */
  readonly isNew: (createdAt: Date | undefined) => boolean;
  /** Applies a list. A complete one replaces the time that is known, as that may have been wrong. */
  readonly applyList: (jobs: ListedJobs, complete: boolean) => void;
}

/** Changes can appear up to 10 s out of order, so each list overlaps the one before by 10 s. */
const OVERLAP_MS = 10_000;

/** Starts without a time. `newMs` is the age up to which a job counts as new, in the service's milliseconds. */
export function newestChange(now: () => number, newMs: number): NewestChange {
  let newest: number | undefined;
  /** Monotonic moment at which `newest` was received. */
  let receivedAt = -Infinity;
  /** Service time after which a job has to be created to have started after the first list. */
  let startedAfter = Infinity;

  return {
    since: () => {
      if (newest === undefined) return undefined;
      // After a time without changes, late ones have been shown too: without an overlap the list is empty.
      return new Date(now() - receivedAt > 2 * OVERLAP_MS ? newest : newest - OVERLAP_MS);
    },
    isNew: createdAt =>
      createdAt !== undefined && createdAt.getTime() > Math.max(startedAfter, (newest ?? -Infinity) - newMs),
    applyList: (jobs, complete) => {
      const before = newest;
      if (complete) newest = undefined;
      for (const { LastModifiedTime } of jobs.values()) {
        const time = LastModifiedTime?.getTime() ?? -Infinity;
        if (time > (newest ?? -Infinity)) newest = time;
      }
      if (newest !== before) receivedAt = now();
      if (startedAfter === Infinity) startedAfter = newest ?? -Infinity;
    },
  };
}
