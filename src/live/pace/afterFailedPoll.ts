import type { ErrorCode } from '../../core/errorCodes.js';
import { NetworkError, StepstreamError } from '../../core/errors.js';
import type { Clock } from '../../core/time.js';
import type { GracePeriod } from './gracePeriod.js';
import { backoffDelayMs, failedAgain, type Failures } from './pollBackoff.js';

/** How a failed poll is retried. */
export interface Retry {
  /** The failures so far, this one included. */
  readonly failures: Failures;
  /** Milliseconds until the poll is retried. */
  readonly delayMs: number;
}

export interface RetryRules {
  readonly time: Clock;
  readonly grace: GracePeriod;
  /** Whether the job, or the list of jobs, was read before. */
  readonly seen: boolean;
  /** Codes of further errors that retrying can't help with. */
  readonly finalCodes?: readonly ErrorCode[];
}

/**
 * Codes that are always final: the connection is closed, the program passed something invalid, the SDK is too old, or a
 * recording lacks the call.
 */
const ALWAYS_FINAL: readonly ErrorCode[] = ['CLOSED', 'INVALID_INPUT', 'MISSING_PEER', 'NOT_RECORDED'];

/** Codes that are final until the job was seen: it doesn't exist, or no job can have this name. */
const FINAL_UNTIL_SEEN: readonly ErrorCode[] = ['NOT_FOUND', 'VALIDATION'];

/**
 * Decides what follows a failed poll: a retry after a back-off, at the latest when the grace period ends.
 *
 * Throws the error itself where it is final, where it is none of ours, and where the grace period is over.
 * Removes its `resumeToken`, as a watch isn't a listing that could be resumed.
 */
export function afterFailedPoll(
  error: unknown,
  failures: Failures,
  { time, grace, seen, finalCodes = [] }: RetryRules,
): Retry {
  if (!(error instanceof StepstreamError)) throw error;
  error.resumeToken = undefined;
  if (ALWAYS_FINAL.includes(error.code) || finalCodes.includes(error.code)) throw error;
  if (!seen && isFinalUntilSeen(error)) throw error;
  const remainingMs = grace.remainingMs(error);
  const counted = failedAgain(failures, time.monotonic());
  return { failures: counted, delayMs: Math.min(remainingMs, backoffDelayMs(counted, time.random())) };
}

// A region that answered before exists, whatever its name servers say for a while.
const isFinalUntilSeen = (error: StepstreamError): boolean =>
  FINAL_UNTIL_SEEN.includes(error.code) ||
  (error instanceof NetworkError && error.unknownRegion !== undefined);
