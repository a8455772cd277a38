import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { DecodeError } from '../../core/decodeError.js';
import { NotFoundError, UnsettledError } from '../../core/errors.js';
import type { WatchedJob, WatchEvent } from '../../core/event.js';
import { fetchJob } from './fetchJob.js';
import { jobReconciler, type ReconciledJob } from './jobReconciler.js';
import { listAllSteps } from './listAllSteps.js';
import { stepReconciler } from './stepReconciler.js';

export interface FollowOptions {
  /** What an invalid step or job at the end causes: an error, or nothing. */
  readonly onInvalid: 'error' | 'skip';
}

/** What one answer about a job has shown. */
export interface Observation {
  readonly changed: boolean;
  /** Whether it showed something that only the next answer can confirm, so that another poll is due soon. */
  readonly unconfirmed: boolean;
}

/**
 * What is known of one job, and the requests that find out more. It has no timers and no schedule. Its
 * caller makes one request after the other, so that no answer is older than one before it. Events are
 * emitted as the answers arrive.
 */
export interface JobFollower {
  readonly jobName: string;
  readonly job: () => WatchedJob | undefined;
  /** Whether the job has ended. */
  readonly isOver: () => boolean;
  /** Whether any step may still change by itself. */
  readonly hasRunningSteps: () => boolean;
  /** Whether the steps were listed in full at least once. */
  readonly synced: () => boolean;
  /** Whether the job is over and all of its steps are known; then `finish` is due. */
  readonly isComplete: () => boolean;
  /** Whether the last description couldn't be decoded, and another one is to be tried. */
  readonly jobUndecoded: () => boolean;
  /** What can't be decoded at present; undefined with `onInvalid: 'skip'`. */
  readonly invalid: () => DecodeError | undefined;
  /** Describes the job. A job that was seen and no longer exists becomes DELETED, and is complete. */
  readonly describe: (signal: AbortSignal) => Promise<Observation>;
  /** Applies what a list of jobs shows of this one, in place of a description. */
  readonly applySummary: (job: WatchedJob) => Observation;
  /** Lists the steps. For a job that is over each list is a pass, and two equal passes complete it. */
  readonly relistSteps: (signal: AbortSignal) => Promise<Observation>;
  /** Emits `done`. Throws what could never be decoded, with `onInvalid: 'error'`. */
  readonly finish: () => void;
}

/** Maximum number of passes over the steps of a job that is over. */
export const MAX_PASSES = 5;

/** Makes the follower of a job. Nothing is known yet, and nothing is requested. */
export function jobFollower(
  api: RecommenderApi,
  jobName: string,
  { onInvalid }: FollowOptions,
  emit: (event: WatchEvent) => void,
): JobFollower {
  const steps = stepReconciler(jobName);
  const { job, isOver, applyDescription, applyPartial, applyNotFound } = jobReconciler(jobName);
  let synced = false;
  let complete = false;
  let passes = 0;
  let invalidPasses = 0;
  let invalidSteps: DecodeError | undefined;
  let invalidJob: DecodeError | undefined;
  let invalidDescriptions = 0;

  const invalid = (): DecodeError | undefined =>
    onInvalid === 'skip' ? undefined : (invalidSteps ?? invalidJob);

  function emitJob({ event, unconfirmed }: ReconciledJob): Observation {
    if (event !== undefined) emit(event);
    return { changed: event !== undefined, unconfirmed };
  }

  async function describe(signal: AbortSignal): Promise<Observation> {
    try {
      const { decoded, basics } = await fetchJob(api, jobName, signal);
      invalidJob = decoded._tag === 'Left' ? decoded.left : undefined;
      invalidDescriptions = invalidJob === undefined ? 0 : invalidDescriptions + 1;
      if (decoded._tag === 'Right') return emitJob(applyDescription(decoded.right));
      if (basics === undefined) throw decoded.left;
      return emitJob(applyPartial(basics));
    } catch (error) {
      if (!(error instanceof NotFoundError) || job() === undefined) throw error;
      complete = true;
      invalidDescriptions = 0;
      invalidJob = invalidSteps = undefined;
      return emitJob(applyNotFound());
    }
  }

  async function relistSteps(signal: AbortSignal): Promise<Observation> {
    const wasOver = isOver();
    const list = await listAllSteps(api, jobName, signal);
    const { events, unconfirmed } = steps.apply(list);
    invalidSteps = list.error;
    events.forEach(emit);
    const changed = events.length > 0;
    if (!synced) {
      synced = true;
      emit({ type: 'synced', jobName });
    }
    if (wasOver) countPass(changed || unconfirmed);
    return { changed, unconfirmed };
  }

  /** Counts a pass over the steps of a job that is over. Five passes with invalid steps complete it too. */
  function countPass(differs: boolean): void {
    if (invalidSteps !== undefined) {
      invalidPasses += 1;
      complete = invalidPasses >= MAX_PASSES;
      return;
    }
    passes += 1;
    if (passes > 1 && !differs) complete = true;
    else if (passes >= MAX_PASSES) throw new UnsettledError(jobName, passes);
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
    hasRunningSteps: steps.running,
    synced: () => synced,
    isComplete: () => complete,
    jobUndecoded: () => invalidDescriptions > 0 && invalidDescriptions < MAX_PASSES,
    invalid,
    describe,
    applySummary: summary => emitJob(applyPartial(summary)),
    relistSteps,
    finish,
  };
}
