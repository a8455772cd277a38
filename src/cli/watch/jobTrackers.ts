import type { WatchEvent } from '../../core/event.js';
import type { JobInput } from '../../core/jobInput.js';
import type { Activity } from './activity.js';
import { jobTracker, type JobTracker, type TrackerOptions } from './jobTracker.js';
import type { JobView } from './jobView.js';

/** An update of a watched job: an event, the error of its watch, or its input. */
export type WatchUpdate =
  | { readonly jobName: string; readonly event: WatchEvent }
  | { readonly jobName: string; readonly error: unknown }
  | { readonly jobName: string; readonly input: JobInput };

/** The state of several jobs, as shown. */
export interface JobTrackers {
  /** Takes an update; returns the activities in it. */
  readonly take: (update: WatchUpdate) => readonly Activity[];
  /** The jobs at a moment, in the order in which they were named or found. */
  readonly viewsAt: (now: number) => readonly JobView[];
  /** One of them at a moment. */
  readonly viewOf: (jobName: string, now: number) => JobView;
}

/** Tracks these jobs, and others from their first update on. */
export function jobTrackers(jobNames: readonly string[], options: TrackerOptions): JobTrackers {
  const trackers = new Map(jobNames.map(name => [name, jobTracker(name, options)]));
  let sequence = 0;
  const of = (jobName: string): JobTracker => {
    const tracker = trackers.get(jobName) ?? jobTracker(jobName, options);
    trackers.set(jobName, tracker);
    return tracker;
  };
  return {
    take: update => {
      sequence += 1;
      const tracker = of(update.jobName);
      if ('event' in update) return tracker.take(update.event, sequence);
      if ('error' in update) return tracker.fail(update.error, sequence);
      tracker.learn(update.input);
      return [];
    },
    viewsAt: now => [...trackers.values()].map(tracker => tracker.viewAt(now)),
    viewOf: (jobName, now) => of(jobName).viewAt(now),
  };
}
