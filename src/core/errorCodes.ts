/** A code of `StepstreamError`. Codes are stable. */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'INVALID_TOKEN'
  | 'EXPIRED_TOKEN'
  | 'TOKEN_LOOP'
  | 'EMPTY_PAGES'
  | 'NOT_FOUND'
  | 'VALIDATION'
  | 'ACCESS_DENIED'
  | 'EXPIRED_CREDENTIALS'
  | 'MISSING_CREDENTIALS'
  | 'CLOCK_SKEW'
  | 'THROTTLED'
  | 'SERVICE'
  | 'NETWORK'
  | 'DEADLINE'
  | 'MALFORMED_RESPONSE'
  | 'DECODE'
  | 'CLOSED'
  | 'MISSING_PEER'
  | 'PROTOCOL'
  | 'ABORTED'
  | 'JOB_FAILED'
  | 'UNSETTLED'
  | 'POLL_LAG'
  | 'REGRESSION'
  | 'NOTHING_COMPARED'
  | 'NOT_RECORDED'
  | 'JOB_NOT_COMPLETED'
  | 'JOB_RUNNING';

/** The exit of the command after an error; `EXIT` of the command has the number of each. */
export type ErrorExit = 'failed' | 'usage' | 'nothingFits' | 'regression' | 'notFound' | 'credentials';

/** Everything that depends on the code of an error. */
export interface ErrorBehaviour {
  /** The message for outsiders, such as clients of a gateway; null where they only see `INTERNAL`. */
  readonly sentence: string | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** The close code of a WebSocket that it ends: 1001 going away, 1008 policy, 1011 internal, 1013 later. */
  readonly closeCode: 1001 | 1008 | 1011 | 1013 | 4404;
  readonly exit: ErrorExit;
}

/** The close code of invalid requests, which only they have. */
const POLICY = 1008;

/** The message for outsiders where the server has no access to the service. */
export const UNABLE = 'The server has no access to the service.';
/** The message for outsiders where a later request may succeed. */
export const BUSY = 'The service did not answer; try again later.';

const later = (sentence: string): ErrorBehaviour => ({
  sentence,
  retryable: true,
  closeCode: 1013,
  exit: 'failed',
});
const invalidRequest = (sentence: string): ErrorBehaviour => ({
  sentence,
  retryable: false,
  closeCode: POLICY,
  exit: 'usage',
});
const final = (sentence: string | null, exit: ErrorExit = 'failed'): ErrorBehaviour => ({
  sentence,
  retryable: false,
  closeCode: 1011,
  exit,
});

/**
 * Every error code, and its behaviour. A code without its line doesn't compile. docs/errors.md explains to
 * users when each occurs and what to do, and a spec compares the two.
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorBehaviour>> = {
  INVALID_INPUT: invalidRequest('The request is invalid.'),
  INVALID_TOKEN: invalidRequest('The position to resume from is invalid.'),
  EXPIRED_TOKEN: { ...invalidRequest('The position to resume from has expired.'), exit: 'failed' },
  TOKEN_LOOP: later(BUSY),
  EMPTY_PAGES: later(BUSY),
  NOT_FOUND: { sentence: 'There is no such job.', retryable: false, closeCode: 4404, exit: 'notFound' },
  VALIDATION: invalidRequest('The service refused the request as invalid.'),
  ACCESS_DENIED: final(UNABLE, 'credentials'),
  EXPIRED_CREDENTIALS: final(UNABLE, 'credentials'),
  MISSING_CREDENTIALS: final(UNABLE, 'credentials'),
  CLOCK_SKEW: final(UNABLE),
  THROTTLED: later(BUSY),
  SERVICE: later(BUSY),
  NETWORK: later(BUSY),
  DEADLINE: later(BUSY),
  MALFORMED_RESPONSE: later(BUSY),
  DECODE: final('The answer of the service is not of the expected form.'),
  CLOSED: { ...later('The server is closing.'), closeCode: 1001 },
  MISSING_PEER: final(null),
  PROTOCOL: final(null),
  ABORTED: later(BUSY),
  JOB_FAILED: final('The job has failed or was stopped.'),
  UNSETTLED: later('The steps of the job still change after its end.'),
  POLL_LAG: final('The service has not answered for a while.'),
  REGRESSION: final('The job is worse than what it was compared with.', 'regression'),
  NOTHING_COMPARED: final('There was nothing to compare.', 'nothingFits'),
  NOT_RECORDED: final(null),
  // Of the command alone: a job that has ended without completing, and one that still runs.
  JOB_NOT_COMPLETED: final(null, 'usage'),
  JOB_RUNNING: final(null),
};

/** The behaviour of an error code; undefined for an unknown one. */
export function behaviourOf(code: string): ErrorBehaviour | undefined {
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as ErrorCode] : undefined;
}

/** Whether the request itself was invalid, so that the client has to change it. */
export const isInvalidRequest = (code: string): boolean => behaviourOf(code)?.closeCode === POLICY;

/** Whether calls are refused for their credentials, which can be renewed. */
export const isCredentialsCode = (code: string): boolean => behaviourOf(code)?.exit === 'credentials';
