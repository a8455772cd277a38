import type { WatchEvent } from '../../core/event.js';
import type { LoggedJob } from '../../core/jobLog.js';
import type { Position } from '../../core/position.js';
import { UNKNOWN_JOB } from './jobState.js';
import { stateOf } from './loggedJobs.js';
import { isAheadOf, isCutOff, type OwnState } from './logComparison.js';
import { stateDifference } from './stateDifference.js';

/** How the holder of a lease brings log and feed together. */
export interface SyncPlan {
  /** The log that goes on; undefined where another one begins. */
  readonly base: LoggedJob | undefined;
  /** The position after which `events` are appended. Number 0 begins a log. */
  readonly after: Position;
  /** Epoch of the log that another one takes the place of. */
  readonly replaces: string | undefined;
  /** What the log lacks of what the gateway knows. */
  readonly events: readonly WatchEvent[];
}

/** Whether the job is over for this gateway, as its log says: it takes the log over. */
export function isOver({ failure, status }: LoggedJob, isWatching: boolean): boolean {
  return failure === undefined ? status.done : !isWatching;
}

/** The log that goes on: none where there is none, and none where it has ended with a failure, or lacks events. */
export function baseOf(logged: LoggedJob | undefined, own: OwnState): LoggedJob | undefined {
  if (logged === undefined || logged.failure !== undefined) return undefined;
  return logged.mayLackEvents || isCutOff(own, logged) ? undefined : logged;
}

/**
 * What the holder of the lease appends, so that the log has the state of the gateway where that watches the job or has a later
 * one, and else that of the log. `newEpoch` is the epoch of a log that begins.
 */
export function syncPlan(
  jobName: string,
  logged: LoggedJob | undefined,
  own: OwnState & { readonly isWatching: boolean },
  newEpoch: string,
): SyncPlan {
  const base = baseOf(logged, own);
  const knowsMore = logged === undefined || own.isWatching || isAheadOf(own, logged);
  const from = base === undefined ? UNKNOWN_JOB : stateOf(base);
  const to = knowsMore ? own.state : stateOf(logged);
  return {
    base,
    after: base?.head ?? { epoch: newEpoch, seq: 0 },
    replaces: base === undefined ? logged?.head.epoch : undefined,
    events: stateDifference(jobName, from, to),
  };
}
