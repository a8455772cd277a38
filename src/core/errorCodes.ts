/** A code of `StepstreamError`: it is stable, and says what happened. */
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
  | 'JOB_NOT_COMPLETED'
  | 'JOB_RUNNING';

/** How the command ends with an error; `EXIT` of the command has the number of each. */
export type ErrorExit = 'failed' | 'usage' | 'nothingFits' | 'regression' | 'notFound' | 'credentials';

/** What becomes of an error wherever it is told: everything that depends on its code stands here. */
export interface ErrorBehaviour {
  /** What outsiders are told, such as clients of a gateway; null: to them it is `INTERNAL`. */
  readonly sentence: string | null;
  /** Whether the same question can have an answer later. */
  readonly retryable: boolean;
  /** The close code of a WebSocket that it ends: 1001 going away, 1008 policy, 1011 internal, 1013 later. */
  readonly closeCode: 1001 | 1008 | 1011 | 1013 | 4404;
  readonly exit: ErrorExit;
}

/** The close code, and so the mark, of what was asked wrongly. */
const POLICY = 1008;

/** What outsiders are told where the server may not call the service. */
export const UNABLE = 'The server has no access to the service.';
/** What they are told where the service can be asked again later. */
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
 * Every error code, and what becomes of it. A code without its line doesn't compile; docs/errors.md tells users
 * when each comes and what to do, and a spec compares the two.
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
  // Of the command: a job that has ended without completing, and one that still runs.
  JOB_NOT_COMPLETED: final(null, 'usage'),
  JOB_RUNNING: final(null),
};

/** What becomes of an error with this code; undefined where it is none of ours. */
export function behaviourOf(code: string): ErrorBehaviour | undefined {
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as ErrorCode] : undefined;
}

/** Whether the request itself was invalid, so that the client has to change it. */
export const isInvalidRequest = (code: string): boolean => behaviourOf(code)?.closeCode === POLICY;

/** Whether calls are refused for their credentials, which can be renewed. */
export const isCredentialsCode = (code: string): boolean => behaviourOf(code)?.exit === 'credentials';
