import {
  AbortedError,
  ClosedError,
  DeadlineError,
  NetworkError,
  StepstreamError,
  ThrottledError,
} from '../core/errors.js';
import type { Permit, RateLimiter } from './rateLimiter.js';
import type { ApiWrapper } from './serviceApi.js';
import { LONGEST_RETRY_AFTER_MS } from './retryPolicy.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/**
 * A wrapper that makes each call with a permit of `limiter`, and reports to the permit how the call ended.
 * Calls without a priority are foreground.
 *
 * - **Fails**: as the call does; with `AbortedError` at once while it waits; with `ClosedError` after
 *   `close`.
 */
export function withPermit(limiter: RateLimiter): ApiWrapper {
  return wrap(async (call, next) => {
    const { signal, priority = 'foreground', attempt, call: around } = call.options;
    const { operation, jobName } = call;
    const permit = await traced(
      () => ({ kind: 'wait', operation, jobName, attempt, priority, quota: limiter.quota, call: around }),
      () => limiter.acquire(priority, signal),
    );
    // The signal may have fired between the grant and this line.
    if (signal.aborted) {
      permit.unused();
      throw new AbortedError(undefined, { cause: signal.reason });
    }
    try {
      const answer = await next(call.options);
      permit.succeeded();
      return answer;
    } catch (error) {
      report(permit, error);
      throw error;
    }
  });
}

function report(permit: Permit, error: unknown): void {
  if (error instanceof ThrottledError) permit.throttled(boundedWait(error));
  else if (isAnswer(error)) permit.succeeded();
  else permit.failed();
}

/** Wait of the whole connection, in milliseconds: no answer, however wrong, may stop it for good. */
function boundedWait({ retryAfterMs }: ThrottledError): number | undefined {
  return retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
}

/** Whether the service has answered: then it didn't throttle, whatever else it refused. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof StepstreamError)) return false;
  const unanswered = [NetworkError, DeadlineError, AbortedError, ClosedError];
  return !unanswered.some(kind => error instanceof kind);
}
