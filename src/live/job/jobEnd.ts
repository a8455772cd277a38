import type { WatchedJob } from '../../core/event.js';
import { isSameCreation } from './sameCreation.js';

/** What tells the end of a job from a later end of the same job, which ran again in between. */
export type JobEnd = Pick<WatchedJob, 'Status' | 'CreationTime' | 'CompletionTime' | 'LastModifiedTime'>;

/** The end of a job, without its other fields. */
export const jobEnd = ({ Status, CreationTime, CompletionTime, LastModifiedTime }: WatchedJob): JobEnd => ({
  Status,
  ...(CreationTime !== undefined && { CreationTime }),
  ...(CompletionTime !== undefined && { CompletionTime }),
  ...(LastModifiedTime !== undefined && { LastModifiedTime }),
});

/** Whether a job has the status of this end and its time, in whole seconds. */
export function isEnd(job: WatchedJob, end: JobEnd): boolean {
  const [a, b] = [job, end].map(({ CompletionTime, LastModifiedTime }) => CompletionTime ?? LastModifiedTime);
  return job.Status === end.Status && isSameCreation(a, b);
}
