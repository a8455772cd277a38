import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { DecodeError } from '../../core/decodeError.js';
import { NotFoundError, UnsettledError } from '../../core/errors.js';
import type { WatchedJob, WatchEvent } from '../../core/event.js';
import { fetchJob } from './fetchJob.js';
import { jobReconciler, type ReconciledJob } from './jobReconciler.js';
import { stepReconciler } from './stepReconciler.js';
import { listAllSteps } from './listAllSteps.js';

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
  readonly isOver: () => boolean;
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

/** Starts to follow a job: nothing is known yet, and nothing is asked. */
export function jobFollower(
  api: RecommenderApi,
  jobName: string,
  { onInvalid }: FollowOptions,
  emit: (event: WatchEvent) => void,
): JobFollower {
  const ledger = stepReconciler(jobName);
  const { job, isOver, described, mentioned, vanished } = jobReconciler(jobName);
  let synced = false;
  let settled = false;
  let passes = 0;
  let badPasses = 0;
  let badSteps: DecodeError | undefined;
  let badJob: DecodeError | undefined;
  let badJobs = 0;

  const invalid = (): DecodeError | undefined => (onInvalid === 'skip' ? undefined : (badSteps ?? badJob));

  function tell({ event, doubt }: ReconciledJob): Seen {
    if (event !== undefined) emit(event);
    return { moved: event !== undefined, doubt };
  }

  async function describe(signal: AbortSignal): Promise<Seen> {
    try {
      const { decoded, basics } = await fetchJob(api, jobName, signal);
      badJob = decoded._tag === 'Left' ? decoded.left : undefined;
      badJobs = badJob === undefined ? 0 : badJobs + 1;
      if (decoded._tag === 'Right') return tell(described(decoded.right));
      if (basics === undefined) throw decoded.left;
      return tell(mentioned(basics));
    } catch (error) {
      if (!(error instanceof NotFoundError) || job() === undefined) throw error;
      settled = true;
      badJobs = 0;
      badJob = badSteps = undefined;
      return tell(vanished());
    }
  }

  async function sweep(signal: AbortSignal): Promise<Seen> {
    const over = isOver();
    const all = await listAllSteps(api, jobName, signal);
    const { events, doubt } = ledger.take(all);
    badSteps = all.error;
    events.forEach(emit);
    const moved = events.length > 0;
    if (!synced) {
      synced = true;
      emit({ type: 'synced', jobName });
    }
    if (over) pass(moved || doubt);
    return { moved, doubt };
  }

  /** A pass over the steps of a job that is over. One that can't be read in full doesn't count, five times. */
  function pass(differs: boolean): void {
    if (badSteps !== undefined) {
      badPasses += 1;
      settled = badPasses >= MOST_PASSES;
      return;
    }
    passes += 1;
    if (passes > 1 && !differs) settled = true;
    else if (passes >= MOST_PASSES) throw new UnsettledError(jobName, passes);
  }

  function finish(): void {
    const error = invalid();
    if (error !== undefined) throw error;
    const last = job();
    if (last !== undefined) emit({ type: 'done', jobName, job: last });
  }

  return {
    jobName,
    job,
    isOver,
    stepsRun: ledger.running,
    synced: () => synced,
    settled: () => settled,
    jobIsDoubtful: () => badJobs > 0 && badJobs < MOST_PASSES,
    invalid,
    describe,
    hear: said => tell(mentioned(said)),
    sweep,
    finish,
  };
}
