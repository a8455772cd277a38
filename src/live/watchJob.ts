import type { Observable } from 'rxjs';
import type { RecommenderApi } from '../api/recommenderApi.js';
import type { WatchEvent } from '../core/event.js';
import { checkJobName } from '../core/jobName.js';
import type { Time } from '../core/time.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { jobFollower, type JobFollower } from './job/jobFollower.js';
import { jobPoller } from './job/jobPoller.js';
import { polledWatch, type PolledJob } from './polledWatch.js';
import type { JobListMember, SharedJobList } from './sharedJobList.js';
import { checkWatchOptions, type WatchOptions } from './watchOptions.js';

/**
 * Follows a job until it is over: a cold stream of events, each subscription a poller of its own.
 *
 * Name and options are checked at subscription, before any call: an invalid one is an error of the stream.
 * Unsubscribing ends call, pause and timers at once. `jobList` is the list that watches of a connection share.
 */
export function watchJob(
  api: RecommenderApi,
  time: Time,
  jobName: string,
  options?: WatchOptions,
  jobList?: SharedJobList,
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return polledWatch(time, emit => {
    checkJobName(jobName);
    const checked = checkWatchOptions(given, jobName);
    const follower = jobFollower(api, jobName, { ...checked, now: time.monotonic }, emit);
    return { job: polledJob(follower, jobList?.join()), options: checked };
  });
}

/** The job of a follower, of which `listMember` spares descriptions. */
function polledJob(follower: JobFollower, listMember: JobListMember | undefined): PolledJob {
  /** Moments at which the last two polls began, in monotonic milliseconds. */
  let [previousAt, latestAt] = [-Infinity, -Infinity];
  // What was true in the poll before is good enough: the end of the job is known within two polls.
  const isUnchanged = async (): Promise<boolean> => {
    const job = follower.job();
    return job !== undefined && ((await listMember?.isUnchanged(job, previousAt)) ?? false);
  };
  /** Whether the job is known from an earlier watch alone: a description is due. */
  let isRemembered = follower.job() !== undefined;
  const poll = jobPoller(follower, { isUnchanged });
  return {
    jobName: follower.jobName,
    poll: async (signal, startedAt) => {
      [previousAt, latestAt] = [latestAt, startedAt];
      const result = await poll(signal, isRemembered);
      isRemembered = false;
      return result;
    },
    isSeen: () => follower.job() !== undefined,
    invalid: follower.invalid,
    finish: follower.finish,
    pauseMs: next => listMember?.pauseMs(next),
    leave: () => {
      listMember?.leave();
    },
  };
}
