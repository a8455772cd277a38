import type { Observable } from 'rxjs';
import type { AiApi } from '../../api/aiApi.js';
import type { WatchEvent } from '../../core/event.js';
import { qualifiedName } from '../../core/jobKind.js';
import { checkNameOf } from '../../core/jobName.js';
import type { Time } from '../../core/time.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import { shallowCopy } from '../../paging/shallowCopy.js';
import { polledWatch } from '../polledWatch.js';
import { checkWatchOptions, type WatchOptions } from '../watchOptions.js';
import { aiFollower } from './aiFollower.js';

/**
 * Follows an AI job until it is over: a cold stream of events, each subscription a poller of its own, of one description
 * a poll.
 *
 * Name, plain or qualified, and options are checked at subscription, before any call: an invalid one is an error of the
 * stream. Unsubscribing ends call, pause and timers at once.
 */
export function watchAIJob<S, J>(
  api: AiApi,
  time: Time,
  jobs: AIJobs<S, J>,
  jobName: string,
  options?: WatchOptions,
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return polledWatch(time, emit => {
    const name = checkNameOf(jobs.kind, jobName);
    const checked = checkWatchOptions(given, qualifiedName({ kind: jobs.kind, name }));
    const follower = aiFollower(api, jobs, name, { ...checked, now: time.monotonic }, emit);
    return { job: { ...follower, isSeen: () => follower.job() !== undefined }, options: checked };
  });
}
