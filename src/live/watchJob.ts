import { Observable } from 'rxjs';
import type { RecommenderApi } from '../api/recommenderApi.js';
import { StepstreamError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import { checkJobName } from '../core/jobName.js';
import type { Time } from '../core/time.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { freshness } from './job/freshness.js';
import { jobFollower } from './job/jobFollower.js';
import { pause } from '../core/pause.js';
import { gracePeriod } from './pace/gracePeriod.js';
import { backoffDelayMs, failedAgain, NO_FAILURES } from './pace/pollBackoff.js';
import { jobPoller } from './job/jobPoller.js';
import { pollDelayMs } from './pace/schedule.js';
import { isFinal } from './pace/trouble.js';
import { checkWatchOptions, type CheckedWatchOptions, type WatchOptions } from './watchOptions.js';

/**
 * Follows a job until it is over: a cold stream of events, each subscription a poller of its own.
 *
 * Name and options are checked at subscription, before any call; what is wrong with them comes as an
 * error of the stream. Leaving it ends call, pause and timers at once.
 */
export function watchJob(
  api: RecommenderApi,
  time: Time,
  jobName: string,
  options?: WatchOptions,
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return new Observable(subscriber => {
    checkJobName(jobName);
    const checked = checkWatchOptions(given);
    const leaving = new AbortController();
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    void poll({ api, time, jobName, options: checked, signal: leaving.signal, emit }).then(
      () => {
        subscriber.complete();
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
    return () => {
      leaving.abort();
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
}

/** Polls until the job is over. Resolves then, or when it is left; rejects with what ends the watch. */
async function poll({ api, time, jobName, options, signal, emit }: Watch): Promise<void> {
  const follower = jobFollower(api, jobName, options, emit);
  const pollOnce = jobPoller(follower);
  const fresh = freshness(jobName, options.staleAfterMs, time, emit);
  signal.addEventListener('abort', fresh.stop, { once: true });
  const credentials = gracePeriod(time, options.credentialsGraceMs);
  const isLeft = (): boolean => signal.aborted;
  let quiet = 0;
  let failures = NO_FAILURES;

  /** Milliseconds until the next poll; undefined when none is due. */
  async function turn(): Promise<number | undefined> {
    if (isLeft()) return undefined;
    const askedAt = time.monotonic();
    try {
      const { next, moved, doubt } = await pollOnce(signal);
      if (isLeft()) return undefined;
      fresh.polled(askedAt, follower.invalid());
      credentials.reset();
      if (next === 'never') return undefined;
      quiet = moved || doubt ? 0 : quiet + 1;
      if (next === 'now') return 0;
      return pollDelayMs(next === 'soon' ? 0 : quiet, options, time.random());
    } catch (error) {
      if (isLeft()) return undefined;
      return waitOut(error);
    }
  }

  function waitOut(error: unknown): number {
    // A watch is no listing: it can't be gone on with from a place in one.
    if (error instanceof StepstreamError) error.resumeToken = undefined;
    if (isFinal(error, follower.job() !== undefined)) throw error;
    const leftMs = credentials.remainingMs(error);
    failures = failedAgain(failures, time.monotonic());
    fresh.failed(error);
    return Math.min(leftMs, backoffDelayMs(failures, time.random()));
  }

  try {
    for (;;) {
      const delayMs = await turn();
      if (isLeft()) return;
      if (delayMs === undefined) break;
      if (delayMs > 0) await pause(time, delayMs, signal);
    }
    follower.finish();
  } finally {
    fresh.stop();
    signal.removeEventListener('abort', fresh.stop);
  }
}
