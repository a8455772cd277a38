import type { ListedJobs } from './readJobs.js';

/** The newest time of a change that lists of jobs have shown, in the service's time. */
export interface NewestChange {
  /** The service's time after which the next list is to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /** Whether a job that was created then has begun since the first list, and not long ago. */
  readonly isNew: (createdAt: Date | undefined) => boolean;
  /** Takes a list in. One of everybody starts anew, should some time have been wrong. */
  readonly take: (jobs: ListedJobs, all: boolean) => void;
}

/** A change may be shown this much later than one with a later time: so much is asked for again. */
const MARGIN_MS = 10_000;

/** Nothing is known yet. `newMs`: for how long a job is new, by the service's time. */
export function newestChange(now: () => number, newMs: number): NewestChange {
  let newest: number | undefined;
  /** When that was shown, in our time. */
  let shownAt = -Infinity;
  /** What was created after this has begun since the first list. */
  let begunAt = Infinity;

  return {
    since: () => {
      if (newest === undefined) return undefined;
      // When nothing has come for long, what could have been late has been shown: a quiet list is empty.
      return new Date(now() - shownAt > 2 * MARGIN_MS ? newest : newest - MARGIN_MS);
    },
    isNew: createdAt =>
      createdAt !== undefined && createdAt.getTime() > Math.max(begunAt, (newest ?? -Infinity) - newMs),
    take: (jobs, all) => {
      const before = newest;
      if (all) newest = undefined;
      for (const { LastModifiedTime } of jobs.values()) {
        const time = LastModifiedTime?.getTime() ?? -Infinity;
        if (time > (newest ?? -Infinity)) newest = time;
      }
      if (newest !== before) shownAt = now();
      if (begunAt === Infinity) begunAt = newest ?? -Infinity;
    },
  };
}
