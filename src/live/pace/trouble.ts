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
} from '../../core/errors.js';

const REFUSALS = [AccessDeniedError, ExpiredCredentialsError, MissingCredentialsError];
const FINAL = [ClosedError, InvalidInputError, UnsettledError];
/** What makes no sense any more of a job that was seen under the same name. */
const FINAL_AT_FIRST = [NotFoundError, ValidationError];

/** Whether calls are refused for their credentials, which somebody may renew. */
export const isRefusal = (error: unknown): boolean => REFUSALS.some(kind => error instanceof kind);

/**
 * Whether a failed poll can't be waited out: the connection is closed, or it is a mistake in the program;
 * or the job was never seen, and the service says that it isn't there, or that no job can have this name.
 */
export function isFinal(error: unknown, seen: boolean): boolean {
  if (!(error instanceof StepstreamError)) return true;
  const final = seen ? FINAL : [...FINAL, ...FINAL_AT_FIRST];
  return final.some(kind => error instanceof kind);
}
