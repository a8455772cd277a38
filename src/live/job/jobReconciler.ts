import { changedPaths } from '../../core/changedPaths.js';
import type { JobEvent, WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import { isEarlierStatus } from './statusRank.js';

/** What an answer about a job changed. */
export interface ReconciledJob {
  /** Undefined where the answer shows nothing new. */
  readonly event?: JobEvent;
  /** Whether the answer was held back as unconfirmed: the next one decides. */
  readonly unconfirmed: boolean;
}

/** The reconciler of one job: turns answers about it into events. */
export interface JobReconciler {
  readonly job: () => WatchedJob | undefined;
  /** Whether the job has ended. */
  readonly isOver: () => boolean;
  /** Applies a description, which has all fields but those that only a list of jobs has. */
  readonly applyDescription: (job: WatchedJob) => ReconciledJob;
  /** Applies an answer with some of the fields. The others stay as they are. */
  readonly applyPartial: (job: WatchedJob) => ReconciledJob;
  /** Applies that the job no longer exists. */
  readonly applyNotFound: () => ReconciledJob;
}

const UNCHANGED: ReconciledJob = { unconfirmed: false };

/**
 * Keeps what is known of a job. Answers are applied in the order of their requests. A job that is over stays
 * over. Any other answer that is older than what is known, by its status or by the time of its last change,
 * takes effect only when the next answer is older too.
 */
export function jobReconciler(jobName: string): JobReconciler {
  let job: WatchedJob | undefined;
  let unconfirmed = false;

  function replace(next: WatchedJob): ReconciledJob {
    unconfirmed = false;
    const previous = job;
    if (previous !== undefined && changedPaths(previous, next).length === 0) return UNCHANGED;
    job = next;
    return { event: { type: 'job', jobName, job, ...(previous && { previous }) }, unconfirmed: false };
  }

  function apply(next: WatchedJob): ReconciledJob {
    if (job === undefined) return replace(next);
    if (isTerminal(job.Status) && !isTerminal(next.Status)) return UNCHANGED;
    if (unconfirmed || !isOlder(next, job)) return replace(next);
    unconfirmed = true;
    return { unconfirmed: true };
  }

  return {
    job: () => job,
    isOver: () => job !== undefined && isTerminal(job.Status),
    applyDescription: next => apply({ ...listedOnly(job), ...next }),
    applyPartial: next => apply({ ...job, ...next }),
    applyNotFound: () => replace({ ...job, JobName: jobName, Status: 'DELETED' }),
  };
}

function isOlder(next: WatchedJob, known: WatchedJob): boolean {
  const [a, b] = [next.LastModifiedTime?.getTime(), known.LastModifiedTime?.getTime()];
  return isEarlierStatus(next.Status, known.Status) || (a !== undefined && b !== undefined && a < b);
}

/** Fields that only a list of jobs has: a description doesn't remove them. */
function listedOnly(job: WatchedJob | undefined): Partial<WatchedJob> {
  const { ModelName, SamplePayloadUrl, ModelPackageVersionArn } = job ?? {};
  return {
    ...(ModelName !== undefined && { ModelName }),
    ...(SamplePayloadUrl !== undefined && { SamplePayloadUrl }),
    ...(ModelPackageVersionArn !== undefined && { ModelPackageVersionArn }),
  };
}
