import {
  AccessDeniedError,
  ClosedError,
  ExpiredCredentialsError,
  InvalidInputError,
  MissingCredentialsError,
  NotFoundError,
  StepstreamError,
  UnsettledError,
  ValidationError,
} from '../core/errors.js';

const REFUSALS = [AccessDeniedError, ExpiredCredentialsError, MissingCredentialsError];
const FINAL = [ClosedError, InvalidInputError, UnsettledError, ValidationError];

/** Whether calls are refused for their credentials, which somebody may renew. */
export const isRefusal = (error: unknown): boolean => REFUSALS.some(kind => error instanceof kind);

/**
 * Whether a failed poll can't be waited out: the connection is closed, the service finds the request
 * invalid, the job never was there, or it is a mistake in the program.
 */
export function isFinal(error: unknown, seen: boolean): boolean {
  if (!(error instanceof StepstreamError)) return true;
  return FINAL.some(kind => error instanceof kind) || (error instanceof NotFoundError && !seen);
}
