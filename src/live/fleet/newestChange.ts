import type { Time } from '../../core/time.js';
import type { ListedJobs } from './readJobs.js';

/** Time of the newest change that lists of jobs have shown, by the service's clock. */
export interface NewestChange {
  /** Service time after which the next list has to show changes; undefined where none is known. */
  readonly since: () => Date | undefined;
  /**
   * Applies a list whose first page was requested at `requestedAt`, in monotonic milliseconds. A complete one replaces
   * the time that is known, as that may have been wrong.
   */
  readonly applyList: (jobs: ListedJobs, complete: boolean, requestedAt: number) => void;
}

/** Changes can appear up to 10 s out of order, so each list overlaps the one before by 10 s. */
const OVERLAP_MS = 10_000;

/**
 * Starts without a time.
 *
 * The newest change can be on the last page of a list, and later than another one that its first pages lack, as they
 * were read before. So the next list overlaps by the time that this one took, too.
 *
 * One job with a `LastModifiedTime` in the future would hide the changes of all others until then. So the
 * list never starts later than the request of the one before, by the time of day of this machine. Where its clock is
 * behind that of the service, lists are longer, and show the same.
 */
export function newestChange(clock: Pick<Time, 'monotonic' | 'now'>): NewestChange {
  let newest: number | undefined;
  /** Monotonic moment at which `newest` was received. */
  let receivedAt = -Infinity;
  /** Milliseconds before `newest` from which on the lists may lack changes. */
  let overlapMs = OVERLAP_MS;
  /** Time of day at which the last list was requested. */
  let requestedTime = Infinity;

  return {
    since: () => {
      if (newest === undefined) return undefined;
      const now = clock.now();
      if (newest > now) return new Date(Math.min(now, requestedTime) - OVERLAP_MS);
      return new Date(newest - overlapMs);
    },
    applyList: (jobs, complete, requestedAt) => {
      const now = clock.monotonic();
      const before = newest;
      requestedTime = clock.now() - (now - requestedAt);
      if (complete) newest = undefined;
      for (const { LastModifiedTime } of jobs.values()) {
        const time = LastModifiedTime?.getTime() ?? -Infinity;
        if (time > (newest ?? -Infinity)) newest = time;
      }
      if (newest !== before) {
        receivedAt = now;
        overlapMs = OVERLAP_MS + now - requestedAt;
      } else if (requestedAt > receivedAt + OVERLAP_MS) {
        // This list has shown late changes, too: without an overlap the next one is empty.
        overlapMs = 0;
      } else if (requestedAt >= receivedAt) {
        overlapMs = Math.min(overlapMs, OVERLAP_MS);
      }
    },
  };
}
