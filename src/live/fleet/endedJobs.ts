import type { WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import type { ListedJobs } from './readJobs.js';
import { jobEnd, type JobEnd } from '../job/jobEnd.js';
import { isLaterCreation, isSameCreation } from '../job/sameCreation.js';

/** What a fleet remembers of jobs that have ended, so that each is reported once. */
export interface EndedJobs {
  /** Remembers a job that was reported to its end, at the monotonic moment `endedAt`. */
  readonly add: (job: WatchedJob, endedAt: number) => void;
  /** The end that was reported last of a job of this name. */
  readonly endOf: (jobName: string) => JobEnd | undefined;
  /** Whether a job that isn't followed is to be followed, as a list requested at `requestedAt` shows it. */
  readonly isNew: (job: WatchedJob, requestedAt: number) => boolean;
  /** Begins with the creation time of the newest job; otherwise the first list shows it. */
  readonly begin: (newestCreation: Date | undefined) => void;
  /** Applies a list. The first one shows which jobs were there before the fleet. */
  readonly applyList: (jobs: ListedJobs) => void;
  /** The latest creation time that lists have shown. */
  readonly newestCreation: () => Date | undefined;
}

interface EndedJob {
  readonly end: JobEnd;
  readonly endedAt: number;
}

/** Maximum number of ended jobs that are remembered. */
const MAX_REMEMBERED = 2_000;
/**
 * Time after a job's end, in milliseconds, from which on a list that shows it running again is believed.
 * A list of jobs was seen to be behind by 40 s at most.
 */
const REVIVAL_MS = 60_000;

/**
 * Starts without any job.
 *
 * All ages are told by creation times, the service's own: no clock decides whether a job is new, and in an
 * account without changes nothing is forgotten. The job that was created first is forgotten first, and from
 * then on no ended job as old as that one counts as new.
 */
export function endedJobs(): EndedJobs {
  const ended = new Map<string, EndedJob>();
  /** Creation time after which a job that has ended before it was seen is still reported. */
  let reportedAfter: Date | undefined;
  let newest: Date | undefined;
  let hasList = false;

  function forgetOldest(): void {
    let oldest: string | undefined;
    let oldestAt = Infinity;
    for (const [name, { end }] of ended) {
      const at = end.CreationTime?.getTime() ?? -Infinity;
      if (oldest === undefined || at < oldestAt) [oldest, oldestAt] = [name, at];
    }
    if (oldest === undefined) return;
    ended.delete(oldest);
    if (oldestAt > (reportedAfter?.getTime() ?? -Infinity)) reportedAfter = new Date(oldestAt);
  }

  return {
    add: (job, endedAt) => {
      ended.set(job.JobName, { end: jobEnd(job), endedAt });
      if (ended.size > MAX_REMEMBERED) forgetOldest();
    },
    endOf: jobName => ended.get(jobName)?.end,
    isNew: ({ JobName, Status, CreationTime }, requestedAt) => {
      const before = ended.get(JobName);
      if (before !== undefined && !isLaterCreation(CreationTime, before.end.CreationTime)) {
        // Outdated lists show an ended job as running, so only a late one shows that it runs again.
        const isLate = requestedAt > before.endedAt + REVIVAL_MS;
        return isLate && isSameCreation(CreationTime, before.end.CreationTime) && isRunning(Status);
      }
      if (!isTerminal(Status)) return isRunning(Status);
      if (!hasList || CreationTime === undefined) return false;
      return reportedAfter === undefined || CreationTime > reportedAfter;
    },
    begin: newestCreation => {
      if (hasList) return;
      newest = reportedAfter = newestCreation;
      hasList = true;
    },
    applyList: jobs => {
      for (const { CreationTime } of jobs.values()) {
        if (CreationTime !== undefined && (newest === undefined || CreationTime > newest)) {
          newest = CreationTime;
        }
      }
      if (!hasList) reportedAfter = newest;
      hasList = true;
    },
    newestCreation: () => newest,
  };
}

const isRunning = (status: string): boolean => !isTerminal(status) && status !== 'DELETING';
