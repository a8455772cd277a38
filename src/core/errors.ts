import type { ErrorCode } from './errorCodes.js';
import type { WatchedJob } from './event.js';

/** Optional details of every error of stepstream. */
export interface ErrorDetails {
  readonly cause?: unknown;
  /** The checkpoint from which the listing can go on; see `startingToken`. */
  readonly resumeToken?: string | undefined;
}

/**
 * The base of every error that stepstream throws or emits.
 *
 * Match on `code`, which is stable. The classes are for `instanceof` and for types. `cause` is the original
 * error. An error that ends a listing carries `resumeToken`, the checkpoint from which the listing can go on:
 * pass it as `startingToken`.
 */
export class StepstreamError extends Error {
  /** Set on an error that ended a listing. */
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

/** An invalid argument or option, named by `option`. Thrown before any request. */
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

/** More empty pages in a row than `maxEmptyPages` allows. */
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

/** The credentials are valid and don't allow the call. */
export class AccessDeniedError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('ACCESS_DENIED', message, details);
  }
}

/** The credentials have expired. */
export class ExpiredCredentialsError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('EXPIRED_CREDENTIALS', message, details);
  }
}

/** There are no credentials, or the service doesn't know them. */
export class MissingCredentialsError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('MISSING_CREDENTIALS', message, details);
  }
}

/** The clocks of this machine and of the service differ too much for a valid signature. */
export class ClockSkewError extends StepstreamError {
  constructor(
    message: string,
    /** Whether the SDK has corrected its clock, so that a second attempt may succeed. */
    readonly corrected: boolean,
    details?: ErrorDetails,
  ) {
    super('CLOCK_SKEW', message, details);
  }
}

/** The service has throttled the call. */
export class ThrottledError extends StepstreamError {
  constructor(
    message: string,
    /** Wait that `x-amz-retry-after` or `Retry-After` asked for, in milliseconds. */
    readonly retryAfterMs?: number,
    details?: ErrorDetails,
  ) {
    super('THROTTLED', message, details);
  }
}

/** Statuses of answers after which the same request may succeed; those that the AWS SDKs retry, 408 and 509. */
const TRANSIENT_STATUSES: ReadonlySet<number | undefined> = new Set([408, 429, 500, 502, 503, 504, 509]);

/** The service failed: HTTP status 408 or 5xx, `RequestTimeout`, or an undocumented error. */
export class ServiceError extends StepstreamError {
  /** Whether the same request may succeed at once: by the HTTP status, or by the name of the error. */
  readonly transient: boolean;

  constructor(
    message: string,
    /** HTTP status, where there was one. */
    readonly status?: number,
    /** Wait that `x-amz-retry-after` or `Retry-After` asked for, in milliseconds. */
    readonly retryAfterMs?: number,
    details: ErrorDetails & { readonly transient?: boolean } = {},
  ) {
    super('SERVICE', message, details);
    this.transient = details.transient ?? TRANSIENT_STATUSES.has(status);
  }
}

/** The call got no complete answer: connection refused, reset or cut off, or host not found. */
export class NetworkError extends StepstreamError {
  /** Region whose host doesn't exist; undefined for any other failure. */
  readonly unknownRegion: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly unknownRegion?: string | undefined } = {}) {
    super('NETWORK', message, details);
    this.unknownRegion = details.unknownRegion;
  }
}

/** An attempt took longer than `retry.attemptDeadlineMs`. */
export class DeadlineError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('DEADLINE', message, details);
  }
}

/** A successful response whose body isn't one of the operation. */
export class MalformedResponseError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('MALFORMED_RESPONSE', message, details);
  }
}

/** A job that was watched ended as FAILED or STOPPED; see `orFail`. */
export class JobFailedError extends StepstreamError {
  constructor(
    /** The job as it ended, with its `Status` and its `FailureReason`. */
    readonly job: WatchedJob,
    details?: ErrorDetails,
  ) {
    const { JobName, Status, FailureReason } = job;
    const reason = FailureReason === undefined ? '.' : `: ${FailureReason}`;
    super('JOB_FAILED', `Job '${JobName}' ended as ${Status}${reason}`, details);
  }
}

/**
 * The list of the steps of a job that is over doesn't settle: it moves between its pages, or changes with each
 * pass. As the cause of `stale`, also of a job that runs: the list has moved in eight passes in a row.
 */
export class UnsettledError extends StepstreamError {
  constructor(
    readonly jobName: string,
    passes: number,
    details?: ErrorDetails,
  ) {
    super(
      'UNSETTLED',
      `The list of the steps of '${jobName}' moves or changes: ${String(passes)} passes in a row didn't show ` +
        'all steps for certain. List them again later.',
      details,
    );
  }
}

/** The cause of a stale watch without a failed call: polls wait for permits or for answers. */
export class PollLagError extends StepstreamError {
  constructor(lagMs: number, details?: ErrorDetails) {
    super(
      'POLL_LAG',
      `No poll has come through for ${String(Math.round(lagMs))} ms: calls wait for permits or for answers.`,
      details,
    );
  }
}

/** The call was ended by the caller's signal. */
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

/** A peer dependency is needed, and isn't installed, or not in a version that has what is needed. */
export class MissingPeerError extends StepstreamError {
  constructor(
    readonly packageName: string,
    details?: ErrorDetails,
    /** The first version that is new enough; undefined where the package isn't installed at all. */
    readonly neededVersion?: string,
  ) {
    super(
      'MISSING_PEER',
      neededVersion === undefined
        ? `${packageName} is not installed: npm install ${packageName}`
        : `The installed ${packageName} doesn't have this call, which is in ${neededVersion} and later: ` +
            `npm install ${packageName}@latest`,
      details,
    );
  }
}

/** A call that a recording has no answer to: see `replayCalls` of `stepstream/testing`. */
export class NotRecordedError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('NOT_RECORDED', message, details);
  }
}
