import { behaviourOf } from './errorCodes.js';
import { StepstreamError } from './errors.js';

/** An error as outsiders may see it: its code, and our own message for that code. */
export interface PublicError {
  readonly code: string;
  readonly message: string;
}

/** Any error that isn't a `StepstreamError`, or whose code outsiders may not see. */
const INTERNAL: PublicError = { code: 'INTERNAL', message: 'Something went wrong in the server.' };

/**
 * Turns an error into its public form, with the message of `ERROR_CODES`. The error's own message is never
 * used, as AWS writes account numbers and names of roles into it.
 */
export function publicError(error: unknown): PublicError {
  if (!(error instanceof StepstreamError)) return INTERNAL;
  const message = behaviourOf(error.code)?.sentence ?? null;
  return message === null ? INTERNAL : { code: error.code, message };
}
