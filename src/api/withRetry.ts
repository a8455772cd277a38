import pRetry from 'p-retry';
import { AbortedError } from '../core/errors.js';
import { pause } from '../core/pause.js';
import type { Time } from '../core/time.js';
import type { ApiWrapper } from './serviceApi.js';
import { backoffMs, isRetryable, type RetryOptions } from './retryPolicy.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/**
 * Retries a call while another attempt may succeed. Each attempt takes a permit and has a deadline of its
 * own, as those wrappers are inside of this one.
 *
 * The back-off is waited for here and not by p-retry, which knows neither full jitter nor `Retry-After`. p-retry, which
 * costs more than all other wrappers, learns of a call only once its first attempt has failed.
 */
export function withRetry(options: Required<RetryOptions>, time: Time): ApiWrapper {
  return wrap(async ({ operation, jobName, options: call }, next) => {
    let first: unknown;
    try {
      return await next({ ...call, attempt: 1 });
    } catch (error) {
      first = error;
    }
    const failures: unknown[] = [];
    async function attempt(number: number): ReturnType<typeof next> {
      if (number === 1) throw first;
      const failed = failures.at(-1);
      const delayMs = backoffMs(number - 1, failed, options, time.random());
      await traced(
        () => ({
          kind: 'backoff',
          operation,
          jobName,
          attempt: number - 1,
          delayMs,
          cause: failed,
          call: call.call,
        }),
        () => backOff(time, delayMs, call.signal),
      );
      return next({ ...call, attempt: number });
    }
    return pRetry(attempt, {
      retries: options.attempts - 1,
      minTimeout: 0,
      shouldRetry: ({ error }) => {
        const again = isRetryable(error, failures);
        failures.push(error);
        return again;
      },
    });
  });
}

async function backOff(time: Time, delayMs: number, signal: AbortSignal): Promise<void> {
  await pause(time, delayMs, signal);
  if (signal.aborted) throw new AbortedError();
}
