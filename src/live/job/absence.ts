import { SECOND_PASS_MS } from './settling.js';

/** For how long descriptions haven't found a job. Moments are in monotonic milliseconds. */
export interface Absence {
  /** Whether the last descriptions leave open whether the job still exists. */
  readonly isOpen: () => boolean;
  /**
   * A description at `now` didn't find the job, which was first seen at `seenAt`. Returns whether an earlier one
   * didn't either, and no replica that is behind explains it.
   */
  readonly missed: (now: number, seenAt: number) => boolean;
  /** The job was described, or is gone for certain. */
  readonly settled: () => void;
}

/** Makes the absence of one job, which isn't missing at first. */
export function absence(minIntervalMs: number, lagMs: number): Absence {
  const confirmMs = Math.min(SECOND_PASS_MS, minIntervalMs);
  let since: number | undefined;
  return {
    isOpen: () => since !== undefined,
    missed: (now, seenAt) => {
      since ??= now;
      return now - since >= confirmMs && now - seenAt >= lagMs;
    },
    settled: () => {
      since = undefined;
    },
  };
}
