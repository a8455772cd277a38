import type { WatchEvent } from '../../core/event.js';
import { serviceTimes } from '../../core/serviceTimes.js';

/** The time of day of the service. */
export interface ServiceNow {
  /** Takes the times of the service from an event. */
  readonly learn: (event: WatchEvent) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The time of day of this machine, or the latest time that the service has sent, whichever is later: a simulator
 * whose world runs faster is ahead of this machine, and so is a service where the clock here is slow.
 */
export function serviceNow(now: () => number): ServiceNow {
  let [latest, learntAt] = [-Infinity, 0];
  return {
    learn: event => {
      for (const time of serviceTimes(event)) {
        if (time <= latest) continue;
        latest = time;
        learntAt = now();
      }
    },
    now: () => Math.max(now(), latest + Math.max(0, now() - learntAt)),
  };
}
