import type { ErrorCode } from '../../core/errorCodes.js';
import type { ErrorMessage } from '../../core/message.js';

/** Codes of errors that say something about the gateway that polls, and nothing about the job. */
const OWN_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'ACCESS_DENIED',
  'EXPIRED_CREDENTIALS',
  'MISSING_CREDENTIALS',
  'CLOCK_SKEW',
  'CLOSED',
  'ABORTED',
]);

/**
 * Whether a failure is one of this gateway alone, such as missing rights, or a recommender that was closed before it. Another
 * gateway may do better, so that it isn't for the log.
 */
export const isOwnFailure = ({ code }: Pick<ErrorMessage, 'code'>): boolean => OWN_CODES.has(code);
