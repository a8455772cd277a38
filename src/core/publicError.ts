import { behaviourOf } from './errorCodes.js';
import { StepstreamError } from './errors.js';

/** What an outsider may read of an error: its code, and a sentence of ours that goes with it. */
export interface PublicError {
  readonly code: string;
  readonly message: string;
}

/** Any error that isn't a `StepstreamError`, or whose code outsiders aren't told. */
const INTERNAL: PublicError = { code: 'INTERNAL', message: 'Something went wrong in the server.' };

/**
 * An error as it may leave the process: with the sentence of `ERROR_CODES`. The message is never the error's own,
 * as AWS writes account numbers and names of roles into it.
 */
export function publicError(error: unknown): PublicError {
  if (!(error instanceof StepstreamError)) return INTERNAL;
  const message = behaviourOf(error.code)?.sentence ?? null;
  return message === null ? INTERNAL : { code: error.code, message };
}
