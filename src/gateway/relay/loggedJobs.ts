import type { LoggedJob } from '../../core/jobLog.js';
import type { Position } from '../../core/position.js';
import type { Step } from '../../core/step.js';
import { UNKNOWN_STATUS } from '../../core/watchStatus.js';
import type { JobState } from './jobState.js';

/** The position before all logs. */
export const NOWHERE: Position = { epoch: '', seq: 0 };

/** A log that has begun, without an event. */
export function emptyLog(epoch: string): LoggedJob {
  const head = { epoch, seq: 0 };
  return {
    head,
    oldestPosition: 0,
    steps: [],
    status: UNKNOWN_STATUS,
    staleSeq: 0,
    mayLackEvents: false,
    recent: [],
  };
}

/** The state of the job that a log holds. */
export function stateOf({ steps, status }: LoggedJob): JobState {
  const present = steps.flatMap(({ key, step }): [string, Step][] =>
    step === undefined ? [] : [[key, step]],
  );
  return { steps: new Map(present), status };
}
