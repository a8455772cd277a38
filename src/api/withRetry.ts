import pRetry from 'p-retry';
import { ClockSkewError } from '../core/errors.js';
import type { Time } from '../core/time.js';
import type { RecommenderApi } from './recommenderApi.js';
import { backoffMs, isRetryable, type RetryOptions } from './retryPolicy.js';
import { sleep } from './sleep.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/**
 * Tries a call again while that can end better. What stands inside (permit, deadline) is done anew for
 * each attempt.
 *
 * The back-off is slept here and not by p-retry, which knows neither full jitter nor `Retry-After`.
 */
export function withRetry(
  options: Required<RetryOptions>,
  time: Time,
): (api: RecommenderApi) => RecommenderApi {
  return wrap(({ operation, jobName, options: call }, next) => {
    let failed: unknown;
    let skewed = false;
    async function attempt(number: number): ReturnType<typeof next> {
      if (number > 1) {
        const delayMs = backoffMs(number - 1, failed, options, time.random());
        await traced(
          () => ({ kind: 'backoff', operation, jobName, attempt: number - 1, delayMs, cause: failed }),
          () => sleep(time, delayMs, call.signal),
        );
      }
      return next({ ...call, attempt: number });
    }
    return pRetry(attempt, {
      retries: options.attempts - 1,
      minTimeout: 0,
      shouldRetry: ({ error }) => {
        failed = error;
        const again = isRetryable(error, skewed);
        skewed ||= error instanceof ClockSkewError;
        return again;
      },
    });
  });
}
