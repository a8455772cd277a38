import type { WatchedJob, WatchEvent } from './event.js';
import type { Step } from './step.js';

/** The service's own times of a job, in milliseconds since the epoch. None is later than the service's present. */
export const jobTimes = ({
  CreationTime,
  LastModifiedTime,
  CompletionTime,
}: Pick<WatchedJob, 'CreationTime' | 'LastModifiedTime' | 'CompletionTime'>): readonly number[] =>
  known(CreationTime, LastModifiedTime, CompletionTime);

/** The same of a step. */
export const stepTimes = ({ InferenceBenchmark: test }: Step): readonly number[] =>
  known(test?.InvocationStartTime, test?.InvocationEndTime);

/** The same of what an event tells. */
export function serviceTimes(event: WatchEvent): readonly number[] {
  if (event.type === 'step') return stepTimes(event.step);
  return 'job' in event ? jobTimes(event.job) : [];
}

const known = (...times: readonly (Date | undefined)[]): readonly number[] =>
  times.flatMap(time => time?.getTime() ?? []);
