import type { ErrorMessage } from '../core/message.js';
import { publicError } from '../core/publicError.js';

const CURABLE: ReadonlySet<string> = new Set([
  'THROTTLED',
  'SERVICE',
  'NETWORK',
  'DEADLINE',
  'MALFORMED_RESPONSE',
  'TOKEN_LOOP',
  'EMPTY_PAGES',
  'UNSETTLED',
  'ABORTED',
  'CLOSED',
]);

/**
 * An error as a message for whoever listens: a code, a sentence of ours, and whether coming back can help.
 * Never what AWS said, and never a stack.
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
  return { type: 'error', code, message, retry: CURABLE.has(code) };
}

const CLOSE_CODES: ReadonlyMap<string, number> = new Map([
  ['NOT_FOUND', 4404],
  ['CLOSED', 1001],
  ['INVALID_INPUT', 1008],
  ['VALIDATION', 1008],
  ['INVALID_TOKEN', 1008],
  ['EXPIRED_TOKEN', 1008],
]);
const TRY_LATER = 1013;
const UNABLE = 1011;

/** The close code of a WebSocket that goes with an error. */
export function closeCodeOf({ code, retry }: ErrorMessage): number {
  return CLOSE_CODES.get(code) ?? (retry ? TRY_LATER : UNABLE);
}
