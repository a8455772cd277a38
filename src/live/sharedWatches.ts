import { Observable, Subject, Subscription, tap } from 'rxjs';
import type { WatchedJob, WatchEvent } from '../core/event.js';
import { qualifiedName } from '../core/jobKind.js';
import { readJobName } from '../core/jobName.js';
import type { KnownState } from '../core/knownState.js';
import type { Time } from '../core/time.js';
import { aged, staleSinceAfter } from '../core/watchStatus.js';
import { afterEvent, eventsOf, knownJob, unknownJob } from '../operators/summary/jobSnapshot.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { checkWatchOptions, type WatchOptions } from './watchOptions.js';

/** Watches a job: a cold stream, each subscription a poller of its own. */
export type Watch = (jobName: string, options?: WatchOptions) => Observable<WatchEvent>;

/** The registry of shared watches: one poller for each job. */
export interface SharedWatches {
  readonly shared$: Watch;
  /** What the running watch of a job knows of it; undefined where there is none, or nothing is known yet. */
  readonly jobOf: (jobName: string) => WatchedJob | undefined;
  /** Number of running pollers. */
  readonly size: () => number;
}

/**
 * Shares the streams of `watch`: one poller for each job, for any number of subscribers. It starts with the
 * first subscriber, whose options it has. It stops at once with the last one. A poller that has stopped, or
 * has ended by itself, is removed from the registry.
 *
 * Only the first subscriber has the state of the option `known`: later ones receive it as part of the present state.
 */
export function sharedWatches(watch: Watch, time: Time): SharedWatches {
  const running = new Map<string, Observable<WatchEvent>>();
  const jobs = new Map<string, WatchedJob>();

  function watchOf(
    jobName: string,
    options: WatchOptions | undefined,
    known: KnownState | undefined,
  ): Observable<WatchEvent> {
    const shared = running.get(jobName);
    if (shared !== undefined) return shared;
    const noted = watch(jobName, options).pipe(
      tap(event => {
        if (event.type === 'job') jobs.set(jobName, event.job);
      }),
    );
    const made = sharedWatch(jobName, noted, time, known, () => {
      if (running.get(jobName) !== made) return;
      running.delete(jobName);
      jobs.delete(jobName);
    });
    running.set(jobName, made);
    return made;
  }

  return {
    shared$: (jobName, options) => {
      const given = shallowCopy(options);
      return new Observable(subscriber => {
        const name = qualifiedName(readJobName(jobName));
        const { known } = checkWatchOptions(given, name);
        watchOf(name, given, known).subscribe(subscriber);
      });
    },
    jobOf: jobName => jobs.get(jobName),
    size: () => running.size,
  };
}

/** One watch for any number of subscribers. Each receives the present state first, and then the events. */
function sharedWatch(
  jobName: string,
  source: Observable<WatchEvent>,
  time: Time,
  known: KnownState | undefined,
  forget: () => void,
): Observable<WatchEvent> {
  const live = new Subject<WatchEvent>();
  const poller = new Subscription();
  let state = known === undefined ? unknownJob(jobName) : knownJob(jobName, known);
  let staleSince = known?.stale && time.monotonic() - known.stale.ageMs;
  let subscribers = 0;
  let started = false;
  /** The last event, for subscribers that arrive while it is being emitted. */
  let done: WatchEvent | undefined;

  /** The events that lead to the present state, with the present age of `stale`. */
  const stateEvents = (): readonly WatchEvent[] => eventsOf(aged(state, staleSince, time.monotonic()));

  function apply(event: WatchEvent): void {
    state = afterEvent(state, event);
    if (event.type === 'done') done = event;
    staleSince = staleSinceAfter(staleSince, event, time.monotonic());
  }

  function start(): void {
    started = true;
    poller.add(source.pipe(tap({ next: apply, error: forget, complete: forget })).subscribe(live));
  }

  return new Observable(subscriber => {
    subscribers += 1;
    subscriber.add(() => {
      subscribers -= 1;
      if (subscribers > 0) return;
      forget();
      poller.unsubscribe();
    });
    // The first subscriber has the state that it gave.
    if (started) for (const event of stateEvents()) subscriber.next(event);
    if (done !== undefined) {
      subscriber.next(done);
      subscriber.complete();
    }
    // No event is lost in between: a poller emits only when an answer arrives.
    live.subscribe(subscriber);
    if (!started && !subscriber.closed) start();
  });
}
