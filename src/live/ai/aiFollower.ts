import type { AiApi } from '../../api/aiApi.js';
import { DecodeError } from '../../core/decodeError.js';
import { NotFoundError, type StepstreamError } from '../../core/errors.js';
import type { DoneEvent, WatchedJob, WatchEvent } from '../../core/event.js';
import { qualifiedName } from '../../core/jobKind.js';
import { isTerminal } from '../../core/status.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import type { FollowOptions, Observation } from '../job/jobFollower.js';
import type { PollResult } from '../job/jobPoller.js';
import { jobReconciler, type ReconciledJob } from '../job/jobReconciler.js';
import { replicaLagMs } from '../job/replicaLag.js';
import { isLaterCreation, isSameCreation } from '../job/sameCreation.js';
import { fetchAIJob, type FetchedAIJob } from './fetchAIJob.js';
import { describedAIJob, listedAIJob } from './mergeAIJob.js';
import { recommendationReconciler } from './recommendationReconciler.js';

/** What is known of one AI job, and the call that finds out more. It has no timers and no schedule. */
export interface AIFollower {
  readonly jobName: string;
  readonly job: () => WatchedJob | undefined;
  /** Whether the job has ended. */
  readonly isOver: () => boolean;
  /** Why what is known isn't certain at present: what can't be decoded. */
  readonly invalid: () => StepstreamError | undefined;
  /**
   * Describes the job, which is all that a poll does, and emits what is new. A job that was seen and isn't found twice,
   * or that was created anew under its name, becomes DELETED. With `never`, everything is known.
   */
  readonly poll: (signal: AbortSignal) => Promise<PollResult>;
  /** Applies what a list shows of the job. */
  readonly applySummary: (listed: WatchedJob) => Observation;
  /** Emits `synced`, and returns the event that ends the watch; undefined where nothing is known of the job. */
  readonly doneEvent: () => DoneEvent | undefined;
  /** Emits `synced` and `done`. Throws what could never be decoded, with `onInvalid: 'error'`. */
  readonly finish: () => void;
}

/** What an AI job is followed with. */
export interface AIFollowOptions extends FollowOptions {
  /** Whether a list that was requested at `since` or later, in monotonic milliseconds, shows the job. Default: none does. */
  readonly isListed?: ((since: number) => boolean) | undefined;
}

/** Number of descriptions of a job that is over which can't be decoded, before that is let be. */
const MAX_INVALID = 5;

/** Makes the follower of an AI job, by its plain name. Nothing is known but what is given, and nothing is requested. */
export function aiFollower<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  name: string,
  { onInvalid, minIntervalMs, now, reported, known: before, isListed = () => false }: AIFollowOptions,
  emit: (event: WatchEvent) => void,
): AIFollower {
  const jobName = qualifiedName({ kind: jobs.kind, name });
  const lagMs = replicaLagMs(minIntervalMs);
  const known = jobReconciler(jobName, lagMs, { reported, known: before?.job, now: now() });
  const recommendations = recommendationReconciler(jobName, lagMs, before?.steps, now());
  const { job, isOver } = known;
  let synced = before?.synced ?? false;
  let invalidJob: DecodeError | undefined;
  let invalidInARow = 0;
  /** Moment of the latest description, where that hasn't found the job. */
  let missedAt: number | undefined;
  /** Moment from which on the job is described as COMPLETED without a recommendation. */
  let emptySince: number | undefined;

  function emitJob({ event, unconfirmed }: ReconciledJob): Observation {
    if (event !== undefined) emit(event);
    return { changed: event !== undefined, unconfirmed };
  }

  async function poll(signal: AbortSignal): Promise<PollResult> {
    let fetched: FetchedAIJob;
    try {
      fetched = await fetchAIJob(api, jobs, name, signal);
    } catch (error) {
      if (!(error instanceof NotFoundError) || job() === undefined) throw error;
      return missing();
    }
    const { decoded, basics } = fetched;
    const described = decoded._tag === 'Right' ? decoded.right : basics;
    if (decoded._tag === 'Left' && described === undefined) throw decoded.left;
    return described === undefined ? WAITING : apply(fetched, described);
  }

  function apply(fetched: FetchedAIJob, described: WatchedJob): PollResult {
    const { decoded, recommendations: received } = fetched;
    if (!isSameCreation(job()?.CreationTime, described.CreationTime))
      return isLaterCreation(described.CreationTime, job()?.CreationTime) ? missing() : WAITING;
    missedAt = undefined;
    invalidJob = invalidOf(fetched);
    const observed = emitJob(
      decoded._tag === 'Right'
        ? known.applyDescription(describedAIJob(decoded.right, job(), jobs.members), now())
        : known.applyPartial(described, now()),
    );
    // A description that is behind has the recommendations of then.
    if (observed.unconfirmed) return { ...observed, next: isOver() ? minIntervalMs : 'soon' };
    const { events, unconfirmed } = recommendations.apply(received.steps, received.errors.length > 0, now());
    events.forEach(emit);
    const result = { changed: observed.changed || events.length > 0, unconfirmed };
    if (!isOver()) return { ...result, next: result.changed || unconfirmed ? 'soon' : 'later' };
    return { ...result, next: isComplete(described, unconfirmed) ? 'never' : minIntervalMs };
  }

  /** Whether the description of a job that is over says everything. */
  function isComplete({ Status }: WatchedJob, unconfirmed: boolean): boolean {
    if (!isTerminal(Status) || unconfirmed) return false;
    invalidInARow = invalidJob === undefined ? 0 : invalidInARow + 1;
    if (invalidJob !== undefined && onInvalid === 'error' && invalidInARow < MAX_INVALID) return false;
    const isEmpty = jobs.kind === 'recommendation' && Status === 'COMPLETED' && recommendations.size() === 0;
    if (!isEmpty || invalidJob !== undefined) return true;
    emptySince ??= now();
    return now() - emptySince >= lagMs;
  }

  /** A description hasn't found the job: the next one decides, once no replica that lags explains it. */
  function missing(): PollResult {
    const at = now();
    const before = missedAt;
    missedAt = at;
    const isConfirmed = before !== undefined && at > before && at - known.seenAt() >= lagMs;
    if (!isConfirmed || isListed(before)) return WAITING;
    invalidJob = undefined;
    return { ...emitJob(known.applyNotFound()), next: 'never' };
  }

  const invalid = (): StepstreamError | undefined => (onInvalid === 'skip' ? undefined : invalidJob);

  function doneEvent(): DoneEvent | undefined {
    const last = job();
    if (last === undefined) return undefined;
    if (!synced) emit({ type: 'synced', jobName });
    synced = true;
    return { type: 'done', jobName, job: last };
  }

  return {
    jobName,
    job,
    isOver,
    invalid,
    poll,
    applySummary: listed => {
      if (!isSameCreation(job()?.CreationTime, listed.CreationTime)) return UNCONFIRMED;
      return emitJob(known.applyPartial(listedAIJob(listed, job(), jobs.members), now()));
    },
    doneEvent,
    finish: () => {
      const done = doneEvent();
      const error = invalid();
      if (error !== undefined) throw error;
      if (done !== undefined) emit(done);
    },
  };
}

function invalidOf({ decoded, recommendations }: FetchedAIJob): DecodeError | undefined {
  const errors = [...(decoded._tag === 'Left' ? [decoded.left] : []), ...recommendations.errors];
  return errors.length === 0 ? undefined : new DecodeError(errors.flatMap(({ faults }) => faults));
}

const UNCONFIRMED: Observation = { changed: false, unconfirmed: true };
const WAITING: PollResult = { ...UNCONFIRMED, next: 'soon' };
