import { UnsettledError } from '../../core/errors.js';

/** A pass over the list of the steps of a job that is over. */
export interface Pass {
  /** Whether it changed anything. */
  readonly changed: boolean;
  /** Whether it shows all steps for certain: the list didn't move, and nothing of it waits for the next pass. */
  readonly certain: boolean;
  /** Whether it contradicts the end of the job: a step hasn't ended, or can't be decoded. */
  readonly contradicts: boolean;
  /** Moment at which it was read, in monotonic milliseconds. */
  readonly now: number;
}

/** Decides when the steps of a job that is over are complete. */
export interface Settling {
  /**
   * Takes a pass. Returns the milliseconds until the next one; undefined when the steps are complete. Throws
   * `UnsettledError` where the list goes on to move or to change.
   */
  readonly pass: (pass: Pass) => number | undefined;
  /** The next growing pause, for another contradiction; undefined once all of them are over. */
  readonly pause: () => number | undefined;
}

/** Longest pause between the first two passes, in milliseconds. */
export const SECOND_PASS_MS = 1_000;
/** The growing pauses in which a list that is behind can follow, in milliseconds: 90 s in all. */
const PAUSES_MS = [2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
/** Number of passes in a row that change something, from which on the pause is that between polls. */
const MAX_QUICK = 2;
/** Time after the end of the job from which on the steps may not change any more, in milliseconds. */
const LONGEST_MS = 300_000;

/**
 * Starts with the end of a job. Two equal passes, a second apart, complete its steps. A pass that changes
 * something starts again. A list that is uncertain, or that contradicts the end, is waited for in growing
 * pauses, 90 s in all without a change; then a contradiction is let be, and uncertainty is an error.
 */
export function settling(jobName: string, minIntervalMs: number): Settling {
  let passes = 0;
  let pauses = 0;
  let changesInARow = 0;
  let startedAt: number | undefined;
  const pause = (): number | undefined => PAUSES_MS[pauses++];

  return {
    pass: ({ changed, certain, contradicts, now }) => {
      startedAt ??= now;
      passes += 1;
      if (changed && now - startedAt > LONGEST_MS) throw new UnsettledError(jobName, passes);
      changesInARow = changed ? changesInARow + 1 : 0;
      if (changed || passes === 1) {
        pauses = 0;
        return changesInARow > MAX_QUICK ? minIntervalMs : Math.min(SECOND_PASS_MS, minIntervalMs);
      }
      if (certain && !contradicts) return undefined;
      const pauseMs = pause();
      if (pauseMs === undefined && !certain) throw new UnsettledError(jobName, passes);
      return pauseMs;
    },
    pause,
  };
}
