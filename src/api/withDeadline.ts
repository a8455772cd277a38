import { AbortedError, DeadlineError } from '../core/errors.js';
import type { Time } from '../core/time.js';
import type { ApiWrapper } from './serviceApi.js';
import { toStepstreamError } from './toStepstreamError.js';
import { wrap } from './wrap.js';

/**
 * Ends an attempt that takes longer than `deadlineMs`, in whichever phase: connecting, headers or body.
 *
 * Fails with `DeadlineError`, or with `AbortedError` when the caller's own signal fires: at once, also where
 * the client underneath ignores its signal.
 */
export function withDeadline(deadlineMs: number, time: Time): ApiWrapper {
  return wrap(({ options: call }, next) => {
    const attempt = new AbortController();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        settle();
        reject(new AbortedError());
        attempt.abort();
      };
      const cancel = time.after(deadlineMs, () => {
        settle();
        reject(
          new DeadlineError(`No complete answer within ${String(deadlineMs)} ms (retry.attemptDeadlineMs).`),
        );
        attempt.abort();
      });
      const settle = (): void => {
        cancel();
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
          reject(toStepstreamError(error, time.now));
        },
      );
    });
  });
}
