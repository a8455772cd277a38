import { changedPaths } from '../../core/changedPaths.js';
import type { JobEvent, WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import { isEnd, type JobEnd } from './jobEnd.js';
import { isEarlierStatus } from './statusRank.js';
import { withKnownTimes } from './withKnownTimes.js';

/** What an answer about a job changed. */
export interface ReconciledJob {
  /** Undefined where the answer shows nothing new. */
  readonly event?: JobEvent;
  /** Whether the answer was held back as unconfirmed: the next one decides. */
  readonly unconfirmed: boolean;
}

/** The reconciler of one job: turns answers about it, received at `now`, into events. */
export interface JobReconciler {
  readonly job: () => WatchedJob | undefined;
  /** Moment at which the first answer arrived, in monotonic milliseconds; `Infinity` before. */
  readonly seenAt: () => number;
  /** Whether the job has ended. */
  readonly isOver: () => boolean;
  /** Applies a description, which has all fields but those that only a list of jobs has. */
  readonly applyDescription: (job: WatchedJob, now?: number) => ReconciledJob;
  /** Applies an answer with some of the fields. The others stay as they are. */
  readonly applyPartial: (job: WatchedJob, now?: number) => ReconciledJob;
  /** Applies that the job no longer exists. */
  readonly applyNotFound: () => ReconciledJob;
}

/** What is known of a job before the first answer about it. */
export interface JobBefore {
  /** The end that was reported of this job before it ran again. */
  readonly reported?: JobEnd | undefined;
  /** The latest description that an earlier watch had. */
  readonly known?: WatchedJob | undefined;
  /** Moment from which on `known` counts as known, in monotonic milliseconds. */
  readonly now?: number;
}

const UNCHANGED: ReconciledJob = { unconfirmed: false };

/**
 * Keeps what is known of a job. Answers are applied in the order of their requests. An answer that is behind
 * what is known takes effect only when the next one is behind too, and when what it contradicts has been known
 * for `lagMs`: until then both can be those of a replica that lags. It is behind where its status is earlier,
 * or where its status is no later and the time of its last change is earlier. So a job that is over stays
 * over, unless it was revived.
 *
 * The end in `reported` counts as behind, too: that of a job which runs again, as a replica that lags still has it.
 *
 * Times in whole seconds don't replace the same times in milliseconds.
 *
 * With `known` it goes on from what an earlier watch knew, as if that had been described at `now`.
 */
export function jobReconciler(
  jobName: string,
  lagMs = 0,
  { reported, known, now: knownAt = 0 }: JobBefore = {},
): JobReconciler {
  let job = known;
  let seenAt = known === undefined ? Infinity : knownAt;
  let changedAt = known === undefined ? -Infinity : knownAt;
  let unconfirmed = false;

  function replace(next: WatchedJob, now: number): ReconciledJob {
    unconfirmed = false;
    const previous = job;
    if (previous !== undefined && changedPaths(previous, next).length === 0) return UNCHANGED;
    changedAt = now;
    if (previous === undefined) seenAt = now;
    job = next;
    return { event: { type: 'job', jobName, job, ...(previous && { previous }) }, unconfirmed: false };
  }

  function apply(given: WatchedJob, now: number): ReconciledJob {
    if (job === undefined) return replace(given, now);
    const next = withKnownTimes(given, job);
    if (isTerminal(job.Status) && !isTerminal(next.Status) && !isEarlierStatus(next.Status, job.Status))
      return UNCHANGED;
    const isReported = reported !== undefined && !isTerminal(job.Status) && isEnd(next, reported);
    if (!isReported && !isOlder(next, job)) return replace(next, now);
    if (unconfirmed && now - changedAt >= lagMs) return replace(next, now);
    unconfirmed = true;
    return { unconfirmed: true };
  }

  return {
    job: () => job,
    seenAt: () => seenAt,
    isOver: () => job !== undefined && isTerminal(job.Status),
    applyDescription: (next, now = 0) => apply({ ...listedOnly(job), ...next }, now),
    applyPartial: (next, now = 0) => apply({ ...job, ...next }, now),
    applyNotFound: () => replace({ ...job, JobName: jobName, Status: 'DELETED' }, 0),
  };
}

function isOlder(next: WatchedJob, known: WatchedJob): boolean {
  if (next.Status !== known.Status && isEarlierStatus(known.Status, next.Status)) return false;
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
