import { isLeft } from 'fp-ts/lib/Either.js';
import type { RecommenderApi } from '../api/recommenderApi.js';
import { changedPaths } from '../core/changedPaths.js';
import type { DecodeError } from '../core/decodeError.js';
import { AbortedError, NotFoundError, UnsettledError } from '../core/errors.js';
import type { WatchedJob, WatchEvent } from '../core/event.js';
import { isTerminal } from '../core/status.js';
import { decodeWith } from '../decode/decodeWith.js';
import { Job as JobCodec } from '../decode/job.js';
import { isBehind } from './progress.js';
import { stepLedger } from './stepLedger.js';
import { sweepSteps } from './sweepSteps.js';

/** How a job is followed. */
export interface FollowOptions {
  /** What becomes of a step or a job that can't be decoded: an error at the end, or nothing. */
  readonly onInvalid: 'error' | 'skip';
}

/** What came of a look at a job. */
export interface Seen {
  /** Whether anything changed. */
  readonly moved: boolean;
  /** Whether another look soon is worth its call: something was seen that wants confirming. */
  readonly doubt: boolean;
}

/**
 * What is known of one job, and how to learn more: no timers, no schedule. Whoever drives it asks one
 * thing after the other, never two at once, so that no answer is older than one that was taken before.
 * Events go out as the answers come.
 */
export interface JobFollower {
  readonly jobName: string;
  readonly job: () => WatchedJob | undefined;
  /** Whether any step may still change by itself. */
  readonly stepsRun: () => boolean;
  /** Whether a whole sweep has been taken. */
  readonly synced: () => boolean;
  /** Whether the job is over and all of its steps are known; then `finish` is due. */
  readonly settled: () => boolean;
  /** Whether the job couldn't be decoded when it was asked for last, and not often enough to give up. */
  readonly jobIsDoubtful: () => boolean;
  /** What can't be decoded at present, unless nobody wants to know. */
  readonly invalid: () => DecodeError | undefined;
  /** Asks for the job. A job that was seen and is no longer there is DELETED, and settled. */
  readonly describe: (signal: AbortSignal) => Promise<Seen>;
  /** Takes what a listing of jobs says of it, as if it had been asked for. */
  readonly hear: (job: WatchedJob) => Seen;
  /** Lists the steps. Of a job that is over, each is a pass; two that agree settle it. */
  readonly sweep: (signal: AbortSignal) => Promise<Seen>;
  /** Emits `done`. Fails with what could never be decoded, if `onInvalid` says so. */
  readonly finish: () => void;
}

/** Passes over the steps of a job that is over, at most. */
export const MOST_PASSES = 5;

const QUIET: Seen = { moved: false, doubt: false };
const MOVED: Seen = { moved: true, doubt: false };

/** Starts to follow a job: nothing is known yet, and nothing is asked. */
export function jobFollower(
  api: RecommenderApi,
  jobName: string,
  { onInvalid }: FollowOptions,
  emit: (event: WatchEvent) => void,
): JobFollower {
  const ledger = stepLedger(jobName);
  let job: WatchedJob | undefined;
  let jobDoubted = false;
  let synced = false;
  let passes = 0;
  let settled = false;
  let badSteps: DecodeError | undefined;
  let badJob: DecodeError | undefined;
  let badJobs = 0;

  const isOver = (): boolean => job !== undefined && isTerminal(job.Status);
  const invalid = (): DecodeError | undefined => (onInvalid === 'skip' ? undefined : (badSteps ?? badJob));

  /** Takes a job in whole; what is known of it besides has been put into it before. */
  function take(next: WatchedJob): Seen {
    const previous = job;
    if (previous === undefined) {
      job = next;
      emit({ type: 'job', jobName, job });
      return MOVED;
    }
    // What is over stays over. Anything else that goes backwards has to be said twice.
    if (isOver() && !isTerminal(next.Status)) return QUIET;
    jobDoubted = !jobDoubted && isBehind(next.Status, previous.Status);
    if (jobDoubted) return { moved: false, doubt: true };
    if (changedPaths(previous, next).length === 0) return QUIET;
    job = next;
    emit({ type: 'job', jobName, job, previous });
    return MOVED;
  }

  function vanish(error: unknown): Seen {
    if (job === undefined) throw error;
    settled = true;
    const previous = job;
    if (previous.Status === 'DELETED') return QUIET;
    job = { ...previous, Status: 'DELETED' };
    emit({ type: 'job', jobName, job, previous });
    return MOVED;
  }

  async function describe(signal: AbortSignal): Promise<Seen> {
    if (signal.aborted) throw new AbortedError();
    let answer: unknown;
    try {
      answer = await api.describeJob({ JobName: jobName }, { signal, priority: 'background' });
    } catch (error) {
      if (error instanceof NotFoundError) return vanish(error);
      throw error;
    }
    const decoded = decodeWith(JobCodec, withoutMetadata(answer), () => 'job');
    if (!isLeft(decoded)) {
      badJob = undefined;
      badJobs = 0;
      return take({ ...listedOnly(job), ...decoded.right });
    }
    const readable = basicsOf(answer, jobName);
    if (readable === undefined) throw decoded.left;
    badJob = decoded.left;
    badJobs += 1;
    return take({ ...job, ...readable });
  }

  async function sweep(signal: AbortSignal): Promise<Seen> {
    const over = isOver();
    const all = await sweepSteps(api, jobName, signal);
    const { events, doubt } = ledger.take(all);
    events.forEach(emit);
    const moved = events.length > 0;
    const first = !synced;
    synced = true;
    if (first) emit({ type: 'synced', jobName });
    badSteps = all.error;
    if (over) pass(moved || doubt);
    return { moved, doubt };
  }

  /** A pass over the steps of a job that is over. What can't be decoded in it is given all of the passes. */
  function pass(differs: boolean): void {
    passes += 1;
    const isLast = passes >= MOST_PASSES;
    const agrees = passes > 1 && !differs;
    if (agrees && (badSteps === undefined || isLast)) settled = true;
    else if (isLast) throw new UnsettledError(jobName, passes);
  }

  function finish(): void {
    const error = invalid();
    if (error !== undefined) throw error;
    if (job !== undefined) emit({ type: 'done', jobName, job });
  }

  return {
    jobName,
    job: () => job,
    stepsRun: ledger.running,
    synced: () => synced,
    settled: () => settled,
    jobIsDoubtful: () => badJobs > 0 && badJobs < MOST_PASSES,
    invalid,
    describe,
    hear: said => take({ ...job, ...said }),
    sweep,
    finish,
  };
}

/** The answer without what an SDK's output says of its request: that is another with each call. */
function withoutMetadata(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { $metadata: _, ...job } = answer as Record<string, unknown>;
  return job;
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

/** What can be read of a job that can't be decoded as a whole: enough to know how far it is. */
function basicsOf(answer: unknown, JobName: string): WatchedJob | undefined {
  const { Status, FailureReason } = (answer ?? {}) as Partial<Record<string, unknown>>;
  if (typeof Status !== 'string') return undefined;
  return { JobName, Status, ...(typeof FailureReason === 'string' && { FailureReason }) };
}
