import type { WatchEvent } from '../../../src/core/event.js';

/** Prints one event of a history that is repeated. */
export function trace(at: number, event: WatchEvent): void {
  const { type } = event;
  const about =
    type === 'step'
      ? [event.change, event.key.slice(-40), event.step.Status, ...event.changed]
      : type === 'stale'
        ? [String(event.cause).slice(0, 60)]
        : 'job' in event
          ? [event.job.Status]
          : [];
  console.log((at / 1000).toFixed(1), event.jobName, type, ...about);
}
