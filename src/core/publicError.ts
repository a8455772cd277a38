import { StepstreamError } from './errors.js';

/** What an outsider may read of an error: its code, and a sentence of ours that goes with it. */
export interface PublicError {
  readonly code: string;
  readonly message: string;
}

const UNABLE = 'The service can not be asked: the rights of the server do not suffice.';
const BUSY = 'The service could not be asked just now.';

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['NOT_FOUND', 'There is no such job.'],
  ['INVALID_INPUT', 'This can not be asked.'],
  ['VALIDATION', 'The service does not take this question.'],
  ['INVALID_TOKEN', 'This is no place to go on from.'],
  ['EXPIRED_TOKEN', 'This place to go on from has expired.'],
  ['ACCESS_DENIED', UNABLE],
  ['EXPIRED_CREDENTIALS', UNABLE],
  ['MISSING_CREDENTIALS', UNABLE],
  ['CLOCK_SKEW', UNABLE],
  ['THROTTLED', BUSY],
  ['SERVICE', BUSY],
  ['NETWORK', BUSY],
  ['DEADLINE', BUSY],
  ['MALFORMED_RESPONSE', BUSY],
  ['TOKEN_LOOP', BUSY],
  ['EMPTY_PAGES', BUSY],
  ['DECODE', 'The service answered with something that can not be read.'],
  ['CLOSED', 'The server closes.'],
  ['ABORTED', BUSY],
  ['POLL_LAG', 'The service has not answered for a while.'],
  ['UNSETTLED', 'The steps of the job still change after its end.'],
  ['JOB_FAILED', 'The job has failed or was stopped.'],
  ['REGRESSION', 'The job is worse than what it was compared with.'],
  ['NOTHING_COMPARED', 'There was nothing to compare.'],
]);

/** The error of something that nobody has foreseen. */
const INTERNAL: PublicError = { code: 'INTERNAL', message: 'Something went wrong in the server.' };

/**
 * An error as it may leave the process. The message is never the error's own: AWS writes account numbers
 * and names of roles into it. Any error that isn't a `StepstreamError` of a known code is `INTERNAL`.
 */
export function publicError(error: unknown): PublicError {
  const code = error instanceof StepstreamError ? error.code : INTERNAL.code;
  const message = SENTENCES.get(code);
  return message === undefined ? INTERNAL : { code, message };
}
