import type { ErrorCode } from './errorCodes.js';
import type { WatchedJob } from './event.js';

/** What every error of stepstream may carry besides its message. */
export interface ErrorDetails {
  readonly cause?: unknown;
  /** Where the listing can go on; see `startingToken`. */
  readonly resumeToken?: string | undefined;
}

/**
 * The base of every error that stepstream throws or emits.
 *
 * Match on `code`: it is stable. The classes are for `instanceof` and for types; `cause` is the error
 * underneath, as it came. An error that ends a listing under way carries `resumeToken`, the checkpoint
 * from which the listing can go on: pass it as `startingToken`.
 */
export class StepstreamError extends Error {
  /** Set where the error ended a listing. */
  resumeToken?: string | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.name = new.target.name;
    this.resumeToken = details.resumeToken;
  }
}

/** An argument or option of ours that can't be right; `option` names it. Comes before any request. */
export class InvalidInputError extends StepstreamError {
  constructor(
    readonly option: string,
    rule: string,
    details?: ErrorDetails,
  ) {
    super('INVALID_INPUT', `${option}: ${rule}`, details);
  }
}

/** A `startingToken` that is damaged, or that belongs to another listing. */
export class InvalidTokenError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('INVALID_TOKEN', message, details);
  }
}

/** A token that the service no longer accepts. */
export class ExpiredTokenError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('EXPIRED_TOKEN', message, details);
  }
}

/** The service handed out a token for the second time: the listing would never end. */
export class TokenLoopError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('TOKEN_LOOP', message, details);
  }
}

/** So many empty pages in a row that nothing seems to come any more; see `maxEmptyPages`. */
export class EmptyPagesError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('EMPTY_PAGES', message, details);
  }
}

/** The job doesn't exist in this account and region. */
export class NotFoundError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('NOT_FOUND', message, details);
  }
}

/** The service refused the request as invalid. */
export class ValidationError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('VALIDATION', message, details);
  }
}

/** The credentials are good and don't allow the call. */
export class AccessDeniedError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('ACCESS_DENIED', message, details);
  }
}

/** The credentials were good once. */
export class ExpiredCredentialsError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('EXPIRED_CREDENTIALS', message, details);
  }
}

/** There are no credentials, or none that the service knows. */
export class MissingCredentialsError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('MISSING_CREDENTIALS', message, details);
  }
}

/** The clock of this machine and that of the service differ too much for a signature to count. */
export class ClockSkewError extends StepstreamError {
  constructor(
    message: string,
    /** Whether the SDK has set its clock by the service's, so that a second attempt can succeed. */
    readonly corrected: boolean,
    details?: ErrorDetails,
  ) {
    super('CLOCK_SKEW', message, details);
  }
}

/** Refused for the rate of calls, by the service. */
export class ThrottledError extends StepstreamError {
  constructor(
    message: string,
    /** What `Retry-After` asked for, in milliseconds. */
    readonly retryAfterMs?: number,
    details?: ErrorDetails,
  ) {
    super('THROTTLED', message, details);
  }
}

/** The service failed: a 5xx, or an error that it doesn't document. */
export class ServiceError extends StepstreamError {
  constructor(
    message: string,
    /** The HTTP status, where there was one. */
    readonly status?: number,
    /** What `Retry-After` asked for, in milliseconds. */
    readonly retryAfterMs?: number,
    details?: ErrorDetails,
  ) {
    super('SERVICE', message, details);
  }
}

/** The call never got a whole answer: refused, reset, cut off, or no such host. */
export class NetworkError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('NETWORK', message, details);
  }
}

/** An attempt took longer than `retry.attemptDeadlineMs`. */
export class DeadlineError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('DEADLINE', message, details);
  }
}

/** A success whose body is not what the operation answers. */
export class MalformedResponseError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('MALFORMED_RESPONSE', message, details);
  }
}

/** A job that was watched ended as FAILED or STOPPED; see `orFail`. */
export class JobFailedError extends StepstreamError {
  constructor(
    /** The job in its end, with its `Status` and its `FailureReason`. */
    readonly job: WatchedJob,
    details?: ErrorDetails,
  ) {
    const { JobName, Status, FailureReason } = job;
    const reason = FailureReason === undefined ? '.' : `: ${FailureReason}`;
    super('JOB_FAILED', `Job '${JobName}' ended as ${Status}${reason}`, details);
  }
}

/** The steps of a job that is over still differed between the last two of five passes over their list. */
export class UnsettledError extends StepstreamError {
  constructor(
    readonly jobName: string,
    passes: number,
    details?: ErrorDetails,
  ) {
    super(
      'UNSETTLED',
      `The steps of '${jobName}' still changed between ${String(passes)} passes over their list, after the ` +
        'job was over. List them again later.',
      details,
    );
  }
}

/** Why a watch is stale though no call has failed: polls wait for permits or for answers. */
export class PollLagError extends StepstreamError {
  constructor(lagMs: number, details?: ErrorDetails) {
    super(
      'POLL_LAG',
      `No poll has come through for ${String(Math.round(lagMs))} ms: calls wait for permits or for answers.`,
      details,
    );
  }
}

/** The caller's own signal ended the call. */
export class AbortedError extends StepstreamError {
  constructor(message = 'The call was aborted.', details?: ErrorDetails) {
    super('ABORTED', message, details);
  }
}

/** The recommender was closed. */
export class ClosedError extends StepstreamError {
  constructor(
    message = 'The recommender is closed. Make another one with connect().',
    details?: ErrorDetails,
  ) {
    super('CLOSED', message, details);
  }
}

/** A package that this needs, and that only its users install, isn't there. */
export class MissingPeerError extends StepstreamError {
  constructor(
    readonly packageName: string,
    details?: ErrorDetails,
  ) {
    super('MISSING_PEER', `${packageName} is not installed: npm install ${packageName}`, details);
  }
}
