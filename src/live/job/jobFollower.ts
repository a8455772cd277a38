import type { RecommenderApi } from '../../api/recommenderApi.js';
import { NotFoundError, type StepstreamError } from '../../core/errors.js';
import type { DoneEvent, WatchedJob, WatchEvent } from '../../core/event.js';
import type { KnownState } from '../../core/knownState.js';
import { isTerminal } from '../../core/status.js';
import { absence } from './absence.js';
import { endPasses } from './endPasses.js';
import { fetchJob } from './fetchJob.js';
import type { JobEnd } from './jobEnd.js';
import { isListed } from './isListed.js';
import { jobReconciler, type ReconciledJob } from './jobReconciler.js';
import { lacksRecommended } from './lacksRecommended.js';
import { listAllSteps } from './listAllSteps.js';
import { NOTHING_NEW, UNCONFIRMED, type Observation } from './observation.js';
import { replicaLagMs } from './replicaLag.js';
import { isLaterCreation, isSameCreation } from './sameCreation.js';
import { stepReconciler } from './stepReconciler.js';
import { uncertainty } from './uncertainty.js';

export type { Observation } from './observation.js';

export interface FollowOptions {
  /** What an invalid step or job at the end causes: an error, or nothing. */
  readonly onInvalid: 'error' | 'skip';
  /** Shortest pause between two polls of the job, in milliseconds. */
  readonly minIntervalMs: number;
  /** Monotonic time, in milliseconds. */
  readonly now: () => number;
  /** The end that was reported of this job before it ran again. */
  readonly reported?: JobEnd | undefined;
  /** The state that an earlier watch of this job had. */
  readonly known?: KnownState | undefined;
}

/**
 * What is known of one job, and the requests that find out more. It has no timers and no schedule. Its
 * caller makes one request after the other, so that no answer is older than one before it. Events are
 * emitted as the answers arrive.
 *
 * It follows one job, that of the creation time that it saw first, or knew from an earlier watch: another one of
 * the same name means that this one is gone.
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
  /** Whether the last answers leave open whether the job still exists: a description is due. */
  readonly isMissing: () => boolean;
  /** Whether the last description contradicts the end of the job, didn't find it, or couldn't be decoded. */
  readonly isDescribedBefore: () => boolean;
  /**
   * Milliseconds until the next pass over the steps of a job that is over. Undefined where none is due: they
   * are complete, or there was no pass yet.
   */
  readonly nextPassMs: () => number | undefined;
  /** The job isn't complete after all, as its description contradicts it. False once that was waited out. */
  readonly waitForDescription: () => boolean;
  /** Why what is known isn't certain at present: what can't be decoded, or a list that moves; else undefined. */
  readonly invalid: () => StepstreamError | undefined;
  /**
   * Describes the job. A job that was seen and isn't found twice, with a pause in between, becomes DELETED if
   * no list shows it either, and is complete.
   */
  readonly describe: (signal: AbortSignal) => Promise<Observation>;
  /** Applies what a list of jobs shows of this one, in place of a description. */
  readonly applySummary: (job: WatchedJob) => Observation;
  /** Lists the steps. For a job that is over each list is a pass, and two equal passes complete it. */
  readonly relistSteps: (signal: AbortSignal) => Promise<Observation>;
  /** The event that ends the watch; undefined where nothing is known of the job. */
  readonly doneEvent: () => DoneEvent | undefined;
  /** Emits `done`. Throws what could never be decoded, with `onInvalid: 'error'`. */
  readonly finish: () => void;
}

/** Makes the follower of a job. Nothing is known but what is given, and nothing is requested. */
export function jobFollower(
  api: RecommenderApi,
  jobName: string,
  { onInvalid, minIntervalMs, now, reported, known: before }: FollowOptions,
  emit: (event: WatchEvent) => void,
): JobFollower {
  const lagMs = replicaLagMs(minIntervalMs);
  const steps = stepReconciler(jobName, lagMs, before && { ...before, now: now() });
  const known = jobReconciler(jobName, lagMs, { reported, known: before?.job, now: now() });
  const { job, isOver } = known;
  const passes = endPasses(jobName, minIntervalMs);
  const uncertain = uncertainty(jobName, onInvalid);
  const missing = absence(minIntervalMs, lagMs);
  let synced = before?.synced ?? false;
  let contradicted = false;
  /** Moment at which the job was last described as the same one. */
  let describedAt = -Infinity;
  let isStrange = false;
  /** Whether the job was seen before its end, or may have been, by an earlier watch. */
  let wasRunning = before?.job !== undefined;
  const hasRunningSteps = (): boolean => steps.running().length > 0;

  function emitJob({ event, unconfirmed }: ReconciledJob): Observation {
    if (event !== undefined) emit(event);
    wasRunning ||= !isOver();
    if (!isOver()) passes.restart();
    return { changed: event !== undefined, unconfirmed };
  }

  async function describe(signal: AbortSignal): Promise<Observation> {
    try {
      const { decoded, basics } = await fetchJob(api, jobName, signal);
      uncertain.described(decoded._tag === 'Left' ? decoded.left : undefined);
      if (decoded._tag === 'Left' && basics === undefined) throw decoded.left;
      const described = decoded._tag === 'Right' ? decoded.right : basics;
      if (described === undefined) return NOTHING_NEW;
      if (!isSameCreation(job()?.CreationTime, described.CreationTime)) return replacedBy(described);
      missing.settled();
      describedAt = now();
      contradicted =
        !isTerminal(described.Status) || (wasRunning && lacksRecommended(described, steps.endpoints()));
      return emitJob(
        decoded._tag === 'Right'
          ? known.applyDescription(decoded.right, now())
          : known.applyPartial(described, now()),
      );
    } catch (error) {
      if (!(error instanceof NotFoundError) || job() === undefined) throw error;
      if (!isMissingForLong()) return UNCONFIRMED;
      if (await isListed(api, job() ?? { JobName: jobName, Status: '' }, signal)) throw error;
      return gone();
    }
  }

  /** Takes the description of another job of this name: a later one means that this job is gone. */
  function replacedBy({ CreationTime }: WatchedJob): Observation {
    const isLater = isLaterCreation(CreationTime, job()?.CreationTime);
    return isLater && isMissingForLong() ? gone() : UNCONFIRMED;
  }

  const isMissingForLong = (): boolean => missing.missed(now(), known.seenAt());

  function gone(): Observation {
    passes.end();
    uncertain.clear();
    missing.settled();
    contradicted = false;
    return emitJob(known.applyNotFound());
  }

  async function relistSteps(signal: AbortSignal): Promise<Observation> {
    const wasOver = isOver();
    const list = await listAllSteps(api, jobName, signal);
    const { events, unconfirmed, moved, strange, whole } = steps.apply(list, now(), describedAt);
    isStrange = strange;
    uncertain.listed({ moved, error: list.error });
    events.forEach(emit);
    const changed = events.length > 0;
    if (!synced && whole) {
      synced = true;
      emit({ type: 'synced', jobName });
    }
    const isInvalid = uncertain.hasInvalidSteps();
    if (wasOver && strange) passes.repeat();
    else if (wasOver)
      passes.count({ changed, unconfirmed, isInvalid, hasRunningSteps: hasRunningSteps(), now: now() });
    return { changed, unconfirmed };
  }

  function doneEvent(): DoneEvent | undefined {
    const last = job();
    if (last === undefined) return undefined;
    const unfinished = last.Status === 'DELETED' ? [] : steps.running();
    return { type: 'done', jobName, job: last, ...(unfinished.length > 0 && { unfinished }) };
  }

  function finish(): void {
    const error = uncertain.cause();
    if (error !== undefined) throw error;
    const done = doneEvent();
    if (done !== undefined) emit(done);
  }

  return {
    jobName,
    job,
    isOver,
    hasRunningSteps,
    synced: () => synced,
    isComplete: passes.isComplete,
    isMissing: () => isStrange || missing.isOpen(),
    isDescribedBefore: () => contradicted || missing.isOpen() || uncertain.isDescriptionDue(),
    nextPassMs: passes.nextMs,
    waitForDescription: passes.wait,
    invalid: uncertain.cause,
    describe,
    applySummary: summary =>
      isSameCreation(job()?.CreationTime, summary.CreationTime)
        ? emitJob(known.applyPartial(summary, now()))
        : UNCONFIRMED,
    relistSteps,
    doneEvent,
    finish,
  };
}
