import type { RecommenderApi } from '../api/recommenderApi.js';
import { AccessDeniedError } from '../core/errors.js';
import type { WatchedJob } from '../core/event.js';
import { pause } from '../core/pause.js';
import type { Time } from '../core/time.js';
import { readFirstPage, type ListedJobs } from './fleet/readJobs.js';
import { WHOLE_SECOND_MS } from './job/sameCreation.js';
import { alignedPolls } from './pace/alignedPolls.js';
import type { PollPause } from './pace/schedule.js';

/** The list as one watch uses it. */
export interface JobListMember {
  /**
   * Whether a list that was requested at `since` or later, in monotonic milliseconds, shows the running job as
   * it is known, so that its description can be spared. It never fails: false where in doubt.
   */
  readonly isUnchanged: (job: WatchedJob, since: number) => Promise<boolean>;
  /**
   * Milliseconds of the pause before the next poll of the watch: within the bounds of `pause`, and such that few
   * watches poll together, as then a list serves two polls of each.
   */
  readonly pauseMs: (pause: PollPause) => number;
  /** The watch is over. The last one to leave ends a running call. */
  readonly leave: () => void;
}

/** The list of jobs that the watches of a connection share. */
export interface SharedJobList {
  readonly join: () => JobListMember;
}

/** Milliseconds from the first question to the list, so that polls which begin together share it. */
const GATHER_MS = 100;
/** Time that a list may take, permits and retries included, in milliseconds. */
const LONGEST_LIST_MS = 15_000;
/** Milliseconds from a list that failed to the next one. */
const RETRY_MS = 600_000;
/** Maximum number of questions that a watch skips in a row, after lists that were of no use to it. */
const MAX_SKIPPED = 16;

/**
 * Shares a list of jobs between the watches of a connection: one page, newest first. It only spares
 * descriptions: what it shows is never an event, and a job that it shows in another state, or not at all, is
 * described.
 *
 * It takes two watches that it is of use to. A watch that it didn't help describes its job for the next 1, 2,
 * 4, and at most 16 times, before it asks again. A list that fails isn't requested for ten minutes, and one
 * that is refused with `ACCESS_DENIED` never again. Nothing runs between the questions.
 */
export function sharedJobList(api: RecommenderApi, time: Time): SharedJobList {
  const members = new Set<object>();
  /** The members that a list is of use to. */
  const helped = new Set<object>();
  const polls = alignedPolls(time);
  let pausedUntil = -Infinity;
  let latest: { readonly requestedAt: number; readonly jobs: Promise<ListedJobs | undefined> } | undefined;
  let abort = new AbortController();

  async function request(): Promise<ListedJobs | undefined> {
    const { signal } = abort;
    const isAborted = (): boolean => signal.aborted;
    await pause(time, GATHER_MS, signal);
    if (isAborted()) return undefined;
    const running = new AbortController();
    const giveUp = (): void => {
      running.abort();
    };
    const cancel = time.after(LONGEST_LIST_MS, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return (await readFirstPage(api, { pageSize: 100 }, running.signal)).jobs;
    } catch (error) {
      // The watches describe their jobs, and report what they meet there.
      const isRefused = error instanceof AccessDeniedError;
      if (!isAborted()) pausedUntil = isRefused ? Infinity : time.monotonic() + RETRY_MS;
      return undefined;
    } finally {
      cancel();
      signal.removeEventListener('abort', giveUp);
    }
  }

  function listSince(since: number): Promise<ListedJobs | undefined> {
    const now = time.monotonic();
    if (latest === undefined || latest.requestedAt < since)
      latest = { requestedAt: now + GATHER_MS, jobs: request() };
    return latest.jobs;
  }

  function isOfNoUse(member: object): void {
    helped.delete(member);
    polls.forget(member);
  }

  function leave(member: object): void {
    isOfNoUse(member);
    if (!members.delete(member) || members.size > 0) return;
    abort.abort();
    abort = new AbortController();
    latest = undefined;
  }

  return {
    join: () => {
      const member = {};
      let uselessInARow = 0;
      let toSkip = 0;
      members.add(member);
      helped.add(member);
      return {
        isUnchanged: async (job, since) => {
          if (toSkip > 0) {
            toSkip -= 1;
            if (toSkip === 0 && members.has(member)) helped.add(member);
            return false;
          }
          if (helped.size < 2 || time.monotonic() < pausedUntil) return false;
          const jobs = await listSince(since);
          if (jobs === undefined || !helped.has(member)) return false;
          if (isSameState(jobs.get(job.JobName), job)) {
            uselessInARow = 0;
            return true;
          }
          toSkip = Math.min(MAX_SKIPPED, 2 ** uselessInARow);
          uselessInARow += 1;
          isOfNoUse(member);
          return false;
        },
        pauseMs: next => (helped.size >= 2 && helped.has(member) ? polls.plan(member, next) : next.ms),
        leave: () => {
          leave(member);
        },
      };
    },
  };
}

/** Whether the list shows this very job, with the same status and the same time of its last change. */
function isSameState(listed: WatchedJob | undefined, job: WatchedJob): boolean {
  return (
    listed?.Status === job.Status &&
    isSameTime(listed.CreationTime, job.CreationTime) &&
    isSameTime(listed.LastModifiedTime, job.LastModifiedTime)
  );
}

/** Whether both times are known and the same. A list may have whole seconds where Describe has milliseconds. */
const isSameTime = (a: Date | undefined, b: Date | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a.getTime() - b.getTime()) < WHOLE_SECOND_MS;
