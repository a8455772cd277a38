import type { WatchEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { statusAfter, UNKNOWN_STATUS, type WatchStatus } from '../../core/watchStatus.js';

/** What is known of a job: its steps by their keys, in the order of their latest changes, and the status of its watch. */
export interface JobState {
  readonly steps: ReadonlyMap<string, Step>;
  readonly status: WatchStatus;
}

/** The state of a job of which nothing is known. */
export const UNKNOWN_JOB: JobState = { steps: new Map(), status: UNKNOWN_STATUS };

/** Returns the state after some more events. */
export function afterEvents({ steps, status }: JobState, events: readonly WatchEvent[]): JobState {
  const next = new Map(steps);
  for (const event of events) {
    if (event.type !== 'step') continue;
    next.delete(event.key);
    if (event.change !== 'removed') next.set(event.key, event.step);
  }
  return { steps: next, status: events.reduce(statusAfter, status) };
}
