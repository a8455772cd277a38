import type { WatchEvent } from './event.js';

/** The service's own times in an event, in milliseconds since the epoch. None is later than the service's present. */
export function serviceTimes(event: WatchEvent): readonly number[] {
  const times =
    event.type === 'step'
      ? [event.step.InferenceBenchmark?.InvocationStartTime, event.step.InferenceBenchmark?.InvocationEndTime]
      : 'job' in event
        ? [event.job.CreationTime, event.job.LastModifiedTime, event.job.CompletionTime]
        : [];
  return times.flatMap(time => time?.getTime() ?? []);
}

/** The latest of them; `-Infinity` where there is none. */
export const latestTime = (event: WatchEvent): number => Math.max(-Infinity, ...serviceTimes(event));
