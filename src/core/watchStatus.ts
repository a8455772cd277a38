import type { StaleEvent, WatchedJob, WatchEvent } from './event.js';
import type { WatchState } from './message.js';

/** What the events of a watch say about its job, apart from the steps. */
export interface WatchStatus {
  /** The latest description of the job; undefined until the first one arrives. */
  readonly job: WatchedJob | undefined;
  /** Whether every step is known: the first complete listing has been read. */
  readonly synced: boolean;
  /** The latest `stale` event, until a `fresh` event follows it. */
  readonly stale: StaleEvent | undefined;
  /** Whether the job has ended and no further events follow. */
  readonly done: boolean;
  /** Keys of the steps that the list still showed as unfinished when the watch was done. Absent without any. */
  readonly unfinished?: readonly string[];
}

/** The status before the first event. */
export const UNKNOWN_STATUS: WatchStatus = { job: undefined, synced: false, stale: undefined, done: false };

/** Returns the status after one more event; the status given for the event of a step, which doesn't change it. */
export function statusAfter<S extends WatchStatus>(status: S, event: WatchEvent): S {
  switch (event.type) {
    case 'step':
      return status;
    case 'job':
      return { ...status, job: event.job };
    case 'synced':
      return { ...status, synced: true };
    case 'stale':
      return { ...status, stale: event };
    case 'fresh':
      return { ...status, stale: undefined };
    case 'done':
      return {
        ...status,
        job: event.job,
        done: true,
        ...(event.unfinished && { unfinished: event.unfinished }),
      };
  }
}

/**
 * Returns the moment at which the data was last current, after one more event; undefined while it is
 * current. The moment is on the clock that `now`, the time of arrival, was read from; in milliseconds.
 */
export function staleSinceAfter(
  staleSince: number | undefined,
  event: WatchEvent,
  now: number,
): number | undefined {
  if (event.type === 'stale') return now - event.ageMs;
  return event.type === 'fresh' ? undefined : staleSince;
}

/** Returns the status with the age that its `stale` event has reached at `now`. */
export function aged<S extends WatchStatus>(status: S, staleSince: number | undefined, now: number): S {
  if (status.stale === undefined || staleSince === undefined) return status;
  return { ...status, stale: { ...status.stale, ageMs: now - staleSince } };
}

/** Returns the status in the form that messages carry. */
export function toWatchState({ job, synced, stale, done, unfinished }: WatchStatus): WatchState {
  return {
    ...(job && { job }),
    synced,
    ...(stale && { stale: { ageMs: stale.ageMs, cause: stale.cause } }),
    done,
    ...(unfinished && { unfinished }),
  };
}
