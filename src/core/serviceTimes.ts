import type { WatchEvent } from './event.js';

/** The moments that the service tells of in an event, milliseconds since the epoch: none is after its present. */
export function serviceTimes(event: WatchEvent): readonly number[] {
  const times =
    event.type === 'step'
      ? [event.step.InferenceBenchmark?.InvocationStartTime, event.step.InferenceBenchmark?.InvocationEndTime]
      : 'job' in event
        ? [event.job.CreationTime, event.job.LastModifiedTime, event.job.CompletionTime]
        : [];
  return times.flatMap(time => time?.getTime() ?? []);
}
