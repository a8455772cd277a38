import type { Observation } from './observation.js';
import { settling } from './settling.js';

/** A pass over the steps of a job that is over. */
export interface EndPass extends Observation {
  /** Whether an invalid step contradicts the end: one that can't be decoded, unless such steps are skipped. */
  readonly isInvalid: boolean;
  readonly hasRunningSteps: boolean;
  /** Moment at which it was read, in monotonic milliseconds. */
  readonly now: number;
}

/** The passes over the steps of a job that is over, until they are complete. */
export interface EndPasses {
  /** Whether the steps are complete, or the job is gone. */
  readonly isComplete: () => boolean;
  /** Milliseconds until the next pass; undefined before the first one, and once the steps are complete. */
  readonly nextMs: () => number | undefined;
  /** Counts a pass. Throws `UnsettledError` where the list goes on to move or to change. */
  readonly count: (pass: EndPass) => void;
  /** Has the last pass repeated, as it may be one over the steps of another job. */
  readonly repeat: () => void;
  /** The description contradicts the end: waits for it. False once that was waited out, and all is complete. */
  readonly wait: () => boolean;
  /** The job runs again: the passes begin anew with its next end. */
  readonly restart: () => void;
  /** The job is gone: no pass can follow. */
  readonly end: () => void;
}

/** Number of passes in a row with steps that can't be decoded, before that is let be. */
const MAX_INVALID = 5;

/** Begins with the end of a job; when its steps are complete is decided by `settling`. */
export function endPasses(jobName: string, minIntervalMs: number): EndPasses {
  let settle = settling(jobName, minIntervalMs);
  let complete = false;
  let nextMs: number | undefined;
  let invalidInARow = 0;

  return {
    isComplete: () => complete,
    nextMs: () => nextMs,
    count: ({ changed, unconfirmed, isInvalid, hasRunningSteps, now }) => {
      invalidInARow = isInvalid ? invalidInARow + 1 : 0;
      const contradicts = isInvalid || hasRunningSteps;
      nextMs = settle.pass({ changed, certain: !unconfirmed, contradicts, now });
      if (isInvalid && invalidInARow < MAX_INVALID) nextMs ??= minIntervalMs;
      complete = nextMs === undefined;
    },
    repeat: () => {
      nextMs = minIntervalMs;
    },
    wait: () => {
      nextMs = settle.pause();
      complete = nextMs === undefined;
      return !complete;
    },
    restart: () => {
      if (!complete && nextMs === undefined) return;
      complete = false;
      nextMs = undefined;
      settle = settling(jobName, minIntervalMs);
    },
    end: () => {
      complete = true;
    },
  };
}
