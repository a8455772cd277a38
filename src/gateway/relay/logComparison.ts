import type { LoggedJob } from '../../core/jobLog.js';
import { isSamePosition, type Position } from '../../core/position.js';
import type { JobState } from './jobState.js';
import { stateOf } from './loggedJobs.js';
import { stateDifference } from './stateDifference.js';

/** What a gateway has of a job, beside what the log has. */
export interface OwnState {
  /** Undefined where nothing is known. */
  readonly position: Position | undefined;
  readonly state: JobState;
  /** Whether the position is of an epoch of its own. */
  readonly isAlone: boolean;
  /** The position in the log at which it was left for that epoch. */
  readonly leftAt: Position | undefined;
}

/** The head of the log when it could be reached again, and the milliseconds since then. */
export interface Back {
  readonly head: Position;
  readonly forMs: number;
}

/**
 * Whether the log ends before what the gateway has had of it: the engine has lost its latest writes. What is appended to it
 * then has numbers that were given before.
 */
export function isCutOff({ position, isAlone, leftAt }: OwnState, { head }: LoggedJob): boolean {
  const had = isAlone ? leftAt : position;
  return had?.epoch === head.epoch && had.seq > head.seq;
}

/** Whether the gateway has a later state than the log, to which no gateway has appended since. */
export function isAheadOf(own: OwnState, logged: LoggedJob): boolean {
  const { position, state, isAlone, leftAt } = own;
  const { head, status, failure } = logged;
  if (position === undefined || failure !== undefined) return false;
  if (isCutOff(own, logged)) return true;
  const isOther = isAlone || head.epoch !== position.epoch;
  if (isOther && state.status.synced && !status.synced) return true;
  return isAlone && isSamePosition(head, leftAt);
}

/**
 * Whether clients keep what the gateway has instead of the log, as they could see an older state. That is while the log
 * doesn't know all steps; and where the gateway was alone, or the log lacks events, until the gateway that holds the lease
 * has appended, or for `limitMs`.
 */
export function waitsFor(
  jobName: string,
  own: OwnState,
  logged: LoggedJob,
  back: Back,
  limitMs: number,
): boolean {
  const { position, state, isAlone } = own;
  if (position === undefined || logged.failure !== undefined) return false;
  const isOther = isAlone || logged.head.epoch !== position.epoch;
  if (isOther && state.status.synced && !logged.status.synced) return true;
  const lacks = isCutOff(own, logged) || (isOther && logged.mayLackEvents);
  return (
    (isAlone || lacks) &&
    isSamePosition(logged.head, back.head) &&
    back.forMs < limitMs &&
    stateDifference(jobName, stateOf(logged), state).length > 0
  );
}
