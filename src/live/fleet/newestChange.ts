import type { Time } from '../../core/time.js';
import type { ListedJobs } from './readJobs.js';

/** Time of the newest change that lists of jobs have shown, by the service's clock. */
export interface NewestChange {
  /** Service time after which the next list has to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /** Applies a list. A complete one replaces the time that is known, as that may have been wrong. */
  readonly applyList: (jobs: ListedJobs, complete: boolean) => void;
}

/** Changes can appear up to 10 s out of order, so each list overlaps the one before by 10 s. */
const OVERLAP_MS = 10_000;

/**
 * Starts without a time.
 *
 * One job with a `LastModifiedTime` in the future would hide the changes of all others until then. So the
 * list never starts later than the present time of this machine. Where its clock is behind that of the
 * service, lists are longer, and show the same.
 */
export function newestChange(clock: Pick<Time, 'monotonic' | 'now'>): NewestChange {
  let newest: number | undefined;
  /** Monotonic moment at which `newest` was received. */
  let receivedAt = -Infinity;

  return {
    since: () => {
      if (newest === undefined) return undefined;
      const now = clock.now();
      if (newest > now) return new Date(now - OVERLAP_MS);
      // After a time without changes, late ones have been shown too: without an overlap the list is empty.
      return new Date(clock.monotonic() - receivedAt > 2 * OVERLAP_MS ? newest : newest - OVERLAP_MS);
    },
    applyList: (jobs, complete) => {
      const before = newest;
      if (complete) newest = undefined;
      for (const { LastModifiedTime } of jobs.values()) {
        const time = LastModifiedTime?.getTime() ?? -Infinity;
        if (time > (newest ?? -Infinity)) newest = time;
      }
      if (newest !== before) receivedAt = clock.monotonic();
    },
  };
}
