import { behaviourOf } from '../core/errorCodes.js';
import type { ErrorMessage } from '../core/message.js';
import { publicError } from '../core/publicError.js';

/**
 * An error as a message for clients: a code, a public message, and whether reconnecting can help. It never contains a
 * message of AWS or a stack.
 *
 * @example
 * ```ts
 * import { connect, decodeSteps } from 'stepstream';
 * import { errorMessage } from 'stepstream/gateway';
 * import { catchError, of } from 'rxjs';
 *
 * connect()
 *   .steps$('my-job')
 *   .pipe(
 *     decodeSteps(),
 *     catchError((error: unknown) => of(errorMessage(error))),
 *   )
 *   .subscribe(stepOrError => console.log(stepOrError));
 * ```
 */
export function errorMessage(error: unknown): ErrorMessage {
  const { code, message } = publicError(error);
  return { type: 'error', code, message, retry: behaviourOf(code)?.retryable ?? false };
}

/** Close code of an error without a code of its own: 1011, an internal error. */
const INTERNAL_ERROR = 1011;

/** The close code of a WebSocket for an error. */
export function closeCodeOf({ code }: ErrorMessage): number {
  return behaviourOf(code)?.closeCode ?? INTERNAL_ERROR;
}
