import { Observable, Subject, Subscription, tap } from 'rxjs';
import type { WatchEvent } from '../core/event.js';
import { checkJobName } from '../core/jobName.js';
import type { Time } from '../core/time.js';
import { aged, staleSinceAfter } from '../core/watchStatus.js';
import { afterEvent, eventsOf, unknownJob } from '../operators/summary/jobSnapshot.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { checkWatchOptions, type WatchOptions } from './watchOptions.js';

/** How a job is watched: a cold stream, each subscription a poller of its own. */
export type Watch = (jobName: string, options?: WatchOptions) => Observable<WatchEvent>;

/** Watches that are shared, one poller for each job. */
export interface SharedWatches {
  readonly shared$: Watch;
  /** How many pollers run. */
  readonly size: () => number;
}

/**
 * Shares what `watch` gives: one poller for each job, whoever subscribes. It starts with the first
 * subscriber and stops at once with the last; then, and when it ends by itself, it is forgotten. The
 * options are those of the first one.
 */
export function sharedWatches(watch: Watch, time: Time): SharedWatches {
  const running = new Map<string, Observable<WatchEvent>>();

  function watchOf(jobName: string, options: WatchOptions | undefined): Observable<WatchEvent> {
    const known = running.get(jobName);
    if (known !== undefined) return known;
    const made = sharedWatch(jobName, watch(jobName, options), time, () => {
      if (running.get(jobName) === made) running.delete(jobName);
    });
    running.set(jobName, made);
    return made;
  }

  return {
    shared$: (jobName, options) => {
      const given = shallowCopy(options);
      return new Observable(subscriber => {
        checkJobName(jobName);
        checkWatchOptions(given);
        watchOf(jobName, given).subscribe(subscriber);
      });
    },
    size: () => running.size,
  };
}

/** One watch for any number of readers; each is brought up to date first, and then reads on. */
function sharedWatch(
  jobName: string,
  source: Observable<WatchEvent>,
  time: Time,
  forget: () => void,
): Observable<WatchEvent> {
  const live = new Subject<WatchEvent>();
  const poller = new Subscription();
  let state = unknownJob(jobName);
  let staleSince: number | undefined;
  let readers = 0;
  let started = false;

  /** The events that lead to the present state, with the present age of `stale`. */
  const soFar = (): readonly WatchEvent[] => eventsOf(aged(state, staleSince, time.monotonic()));

  function take(event: WatchEvent): void {
    state = afterEvent(state, event);
    staleSince = staleSinceAfter(staleSince, event, time.monotonic());
  }

  function start(): void {
    started = true;
    poller.add(source.pipe(tap({ next: take, error: forget, complete: forget })).subscribe(live));
  }

  return new Observable(subscriber => {
    readers += 1;
    subscriber.add(() => {
      readers -= 1;
      if (readers > 0) return;
      forget();
      poller.unsubscribe();
    });
    for (const event of soFar()) subscriber.next(event);
    // Nothing comes in between: a poller emits only when an answer has come.
    live.subscribe(subscriber);
    if (!started && !subscriber.closed) start();
  });
}
