import { Observable } from 'rxjs';
import type { RecommenderApi } from '../api/recommenderApi.js';
import type { WatchEvent } from '../core/event.js';
import { NotFoundError } from '../core/errors.js';
import { checkJobName } from '../core/jobName.js';
import { pause } from '../core/pause.js';
import type { Time } from '../core/time.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { freshness } from './job/freshness.js';
import { jobFollower } from './job/jobFollower.js';
import { jobPoller } from './job/jobPoller.js';
import { afterFailedPoll } from './pace/afterFailedPoll.js';
import { gracePeriod } from './pace/gracePeriod.js';
import { NO_FAILURES } from './pace/pollBackoff.js';
import { pollDelayMs, pollPause } from './pace/schedule.js';
import type { SharedJobList } from './sharedJobList.js';
import { checkWatchOptions, type CheckedWatchOptions, type WatchOptions } from './watchOptions.js';

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
  return new Observable(subscriber => {
    checkJobName(jobName);
    const checked = checkWatchOptions(given);
    const abort = new AbortController();
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    void pollUntilOver({ api, time, jobName, options: checked, signal: abort.signal, emit, jobList }).then(
      () => {
        subscriber.complete();
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
    return () => {
      abort.abort();
    };
  });
}

interface Watch {
  readonly api: RecommenderApi;
  readonly time: Time;
  readonly jobName: string;
  readonly options: CheckedWatchOptions;
  readonly signal: AbortSignal;
  readonly emit: (event: WatchEvent) => void;
  readonly jobList: SharedJobList | undefined;
}

/** Polls until the job is over or the signal fires. Rejects with the error that ends the watch. */
async function pollUntilOver({ api, time, jobName, options, signal, emit, jobList }: Watch): Promise<void> {
  const follower = jobFollower(api, jobName, { ...options, now: time.monotonic }, emit);
  const listMember = jobList?.join();
  /** Moments at which the last two polls began, in monotonic milliseconds. */
  let [previousAt, latestAt] = [-Infinity, -Infinity];
  // What was true in the poll before is good enough: the end of the job is known within two polls.
  const isUnchanged = async (): Promise<boolean> => {
    const job = follower.job();
    return job !== undefined && ((await listMember?.isUnchanged(job, previousAt)) ?? false);
  };
  const pollOnce = jobPoller(follower, { isUnchanged });
  const fresh = freshness(jobName, options.staleAfterMs, time, emit);
  const stop = (): void => {
    fresh.stop();
    listMember?.leave();
  };
  signal.addEventListener('abort', stop, { once: true });
  const grace = gracePeriod(time, options.credentialsGraceMs);
  const isAborted = (): boolean => signal.aborted;
  const appearsUntil = time.monotonic() + options.appearsWithinMs;
  let unchangedPolls = 0;
  let failures = NO_FAILURES;

  /** Polls once. Resolves with the milliseconds until the next poll; undefined when none is due. */
  async function poll(): Promise<number | undefined> {
    if (isAborted()) return undefined;
    const startedAt = time.monotonic();
    [previousAt, latestAt] = [latestAt, startedAt];
    try {
      const { next, changed, unconfirmed } = await pollOnce(signal);
      if (isAborted()) return undefined;
      fresh.polled(startedAt, follower.invalid());
      grace.reset();
      if (next === 'never') return undefined;
      unchangedPolls = changed || unconfirmed ? 0 : unchangedPolls + 1;
      if (typeof next === 'number') return next;
      const nextPause = pollPause(next === 'soon' ? 0 : unchangedPolls, options, time.random());
      return listMember?.pauseMs(nextPause) ?? nextPause.ms;
    } catch (error) {
      return isAborted() ? undefined : failed(error);
    }
  }

  function failed(error: unknown): number {
    const seen = follower.job() !== undefined;
    if (!seen && error instanceof NotFoundError && time.monotonic() < appearsUntil) {
      fresh.failed(error);
      const delayMs = pollDelayMs(0, options, time.random());
      return Math.min(delayMs, appearsUntil - time.monotonic());
    }
    const retry = afterFailedPoll(error, failures, { time, grace, seen, finalCodes: ['UNSETTLED'] });
    failures = retry.failures;
    fresh.failed(error);
    return retry.delayMs;
  }

  try {
    for (;;) {
      const delayMs = await poll();
      if (isAborted()) return;
      if (delayMs === undefined) break;
      if (delayMs > 0) await pause(time, delayMs, signal);
    }
    follower.finish();
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
