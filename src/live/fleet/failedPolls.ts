import { UnsettledError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import type { GracePeriod } from '../pace/gracePeriod.js';
import { backoffDelayMs } from '../pace/pollBackoff.js';
import type { FleetMember } from './fleetMember.js';

/** The failed polls of a fleet: each backs off its job, and several in a row, of any jobs, back off all polls. */
export interface FailedPolls {
  /** Moment before which no job is polled, in monotonic milliseconds. */
  readonly pausedUntil: () => number;
  /** A poll has succeeded. */
  readonly succeeded: () => void;
  /** A poll of this member has failed. Throws an error that ends the fleet. */
  readonly failed: (member: FleetMember, error: unknown) => void;
}

export interface FailedPollsOptions {
  readonly time: Time;
  readonly grace: GracePeriod;
  /** Shortest pause between two polls of a job, in milliseconds. */
  readonly minIntervalMs: number;
}

/** Number of failures in a row, of any jobs, from which on all polls back off. */
const FAILURES_BEFORE_PAUSE = 3;

/** Makes the count of failed polls: there are none at first. */
export function failedPolls({ time, grace, minIntervalMs }: FailedPollsOptions): FailedPolls {
  let inARow = 0;
  let pausedUntil = -Infinity;
  return {
    pausedUntil: () => pausedUntil,
    succeeded: () => {
      inARow = 0;
      grace.reset();
    },
    failed: (member, error) => {
      // No code is final of its own: what fails for one job ends nothing for the others.
      const retry = afterFailedPoll(error, member.failures, { time, grace, seen: true });
      const now = time.monotonic();
      member.failures = retry.failures;
      // Steps that never settle are read on, at the pace of before.
      const leastMs = error instanceof UnsettledError ? minIntervalMs : 0;
      member.retryAt = now + Math.max(leastMs, retry.delayMs);
      member.dueAt = Math.min(member.dueAt, now);
      member.failing = true;
      member.freshness.failed(error);
      inARow += 1;
      const count = inARow - FAILURES_BEFORE_PAUSE + 1;
      if (count < 1) return;
      const backoffMs = backoffDelayMs({ count, lastAt: now }, time.random());
      pausedUntil = now + Math.min(grace.remainingMs(error), backoffMs);
    },
  };
}
