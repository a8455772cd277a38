import { AbortedError, DeadlineError } from '../core/errors.js';
import type { RecommenderApi } from './recommenderApi.js';
import { timerMs } from './sleep.js';
import { toStepstreamError } from './toStepstreamError.js';
import { wrap } from './wrap.js';

/**
 * Ends an attempt that takes longer than `deadlineMs`, whatever it hangs on: connecting, headers or body.
 *
 * Answers at once, also where the client underneath doesn't listen to its signal. Fails with
 * `DeadlineError`, or with `AbortedError` when the caller's own signal fired.
 */
export function withDeadline(deadlineMs: number): (api: RecommenderApi) => RecommenderApi {
  const waitMs = timerMs(deadlineMs);
  return wrap(({ options: call }, next) => {
    const attempt = new AbortController();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        settle();
        reject(new AbortedError());
        attempt.abort();
      };
      const timer = setTimeout(() => {
        settle();
        reject(
          new DeadlineError(`No complete answer within ${String(deadlineMs)} ms (retry.attemptDeadlineMs).`),
        );
        attempt.abort();
      }, waitMs);
      const settle = (): void => {
        clearTimeout(timer);
        call.signal.removeEventListener('abort', onAbort);
      };
      if (call.signal.aborted) {
        onAbort();
        return;
      }
      call.signal.addEventListener('abort', onAbort, { once: true });
      next({ ...call, signal: attempt.signal }).then(
        answer => {
          settle();
          resolve(answer);
        },
        (error: unknown) => {
          settle();
          reject(toStepstreamError(error));
        },
      );
    });
  });
}
