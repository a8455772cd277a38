import { changedPaths } from '../../core/changedPaths.js';
import type { JobEvent, WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import { isEarlierStatus } from './statusRank.js';

/** What came of an answer about a job. */
export interface ReconciledJob {
  /** Undefined where the answer says nothing new. */
  readonly event?: JobEvent;
  /** The answer wasn't believed: the next one decides. */
  readonly doubt: boolean;
}

/** One job, as the answers about it have said. */
export interface JobReconciler {
  readonly job: () => WatchedJob | undefined;
  /** Whether it is over. */
  readonly isOver: () => boolean;
  /** Takes an answer that says everything of the job; what only a listing says of it stays. */
  readonly described: (job: WatchedJob) => ReconciledJob;
  /** Takes an answer that says something of the job: what it doesn't say stays. */
  readonly mentioned: (job: WatchedJob) => ReconciledJob;
  /** The job is no longer there. */
  readonly vanished: () => ReconciledJob;
}

const NOTHING: ReconciledJob = { doubt: false };

/**
 * Keeps what is known of a job. Answers come in the order in which they were asked. What is over stays
 * over; another answer that is older than what is known, by its status or by the time of its last change,
 * is believed only when the next one is as well.
 */
export function jobReconciler(jobName: string): JobReconciler {
  let job: WatchedJob | undefined;
  let doubted = false;

  function become(next: WatchedJob): ReconciledJob {
    doubted = false;
    const previous = job;
    if (previous !== undefined && changedPaths(previous, next).length === 0) return NOTHING;
    job = next;
    return { event: { type: 'job', jobName, job, ...(previous && { previous }) }, doubt: false };
  }

  function take(next: WatchedJob): ReconciledJob {
    if (job === undefined) return become(next);
    if (isTerminal(job.Status) && !isTerminal(next.Status)) return NOTHING;
    if (doubted || !isOlder(next, job)) return become(next);
    doubted = true;
    return { doubt: true };
  }

  return {
    job: () => job,
    isOver: () => job !== undefined && isTerminal(job.Status),
    described: next => take({ ...listedOnly(job), ...next }),
    mentioned: next => take({ ...job, ...next }),
    vanished: () => become({ ...job, JobName: jobName, Status: 'DELETED' }),
  };
}

function isOlder(next: WatchedJob, known: WatchedJob): boolean {
  const [a, b] = [next.LastModifiedTime?.getTime(), known.LastModifiedTime?.getTime()];
  return isEarlierStatus(next.Status, known.Status) || (a !== undefined && b !== undefined && a < b);
}

/** What only a listing of jobs says of a job, so that Describe doesn't take it away. */
function listedOnly(job: WatchedJob | undefined): Partial<WatchedJob> {
  const { ModelName, SamplePayloadUrl, ModelPackageVersionArn } = job ?? {};
  return {
    ...(ModelName !== undefined && { ModelName }),
    ...(SamplePayloadUrl !== undefined && { SamplePayloadUrl }),
    ...(ModelPackageVersionArn !== undefined && { ModelPackageVersionArn }),
  };
}
