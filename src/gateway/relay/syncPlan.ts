import type { WatchEvent } from '../../core/event.js';
import type { LoggedJob } from '../../core/jobLog.js';
import type { Position } from '../../core/position.js';
import { UNKNOWN_JOB } from './jobState.js';
import { stateOf } from './loggedJobs.js';
import { isAheadOf, type OwnState } from './logComparison.js';
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

/** The log that goes on: none where there is none, and none where it has ended with a failure. */
export const baseOf = (logged: LoggedJob | undefined): LoggedJob | undefined =>
  logged?.failure === undefined ? logged : undefined;

/**
 * What the holder of the lease appends. Where it watches the job or has a later state, that is what the log lacks of its
 * state; else it takes the state of the log. `newEpoch` is the epoch of a log that begins.
 */
export function syncPlan(
  jobName: string,
  logged: LoggedJob | undefined,
  own: OwnState & { readonly isWatching: boolean },
  newEpoch: string,
): SyncPlan {
  const base = baseOf(logged);
  const knowsMore = base === undefined || own.isWatching || isAheadOf(own, base);
  const from = base === undefined ? UNKNOWN_JOB : stateOf(base);
  return {
    base,
    after: base?.head ?? { epoch: newEpoch, seq: 0 },
    replaces: base === undefined ? logged?.head.epoch : undefined,
    events: knowsMore ? stateDifference(jobName, from, own.state) : [],
  };
}
