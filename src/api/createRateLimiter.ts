import { ClosedError } from '../core/errors.js';
import type { Time } from '../core/time.js';
import { afterThrottle } from './afterThrottle.js';
import type { AdaptiveRate } from './adaptiveRate.js';
import { createPermit, type PermitEndings } from './createPermit.js';
import { afterIdle, afterSuccess, rateAt, initialRate } from './adaptiveRate.js';
import type { Permit, RateLimiter } from './rateLimiter.js';
import type { Priority } from './recommenderApi.js';
import { createPermitQueue } from './permitQueue.js';
import { createPermitTimer, EARLY_MS } from './permitTimer.js';
import type { CheckedQuota } from './quota.js';
import type { Refill } from './tokenBucket.js';
import { answered, dueAt, emptied, fullBucket, refill, returned, taken } from './tokenBucket.js';

/** Milliseconds without a call in flight or waiting that count as a rest. */
export const REST_MS = 1000;
/**
 * Shortest interval of the permit timer, in milliseconds. A limiter of Bottleneck runs 430 jobs a second at
 * most, at 1 ms of CPU each. Beyond 100 calls a second one tick of the timer permits several calls.
 */
export const TICK_MS = 10;
/**
 * Milliseconds after a foreground call in which the next one of its listing is expected. Until then a token is
 * kept for it.
 */
const NEXT_PAGE_MS = 50;
const UNLIMITED: Refill = { burst: Infinity, everyMs: 0 };

export interface RateLimiterOptions {
  readonly quota: CheckedQuota;
  /** Clock and timers; Bottleneck uses the global ones besides. */
  readonly time: Time;
}

/**
 * Makes the rate limiter of a connection: it keeps all calls within one quota, and slows them when the service
 * throttles.
 *
 * After a rest `burst` calls may be made at once, and then `perSecond`. The number of calls in flight has no
 * limit of its own where `burst` is 10 at most. With a larger burst four may be in flight at first, and more
 * as answers arrive. A throttle slows the whole connection (see `AdaptiveRate`), which returns to the
 * configured rate by itself. Bottleneck and a timer are used only while callers wait.
 *
 * - **Cost**: microseconds for a permit that is available at once.
 */
export function createRateLimiter({ quota, time }: RateLimiterOptions): RateLimiter {
  const { burst } = quota;
  let adaptive: AdaptiveRate = initialRate(quota.perSecond, burst);
  let bucket = fullBucket(burst);
  let inFlight = 0;
  let foregroundInFlight = 0;
  /** Moment until which the next page of a foreground listing is expected. */
  let nextPageUntil = -Infinity;
  let idleSince = time.monotonic();
  let closed = false;

  const refillAt = (now: number): Refill => {
    const rate = rateAt(adaptive, now);
    return rate === Infinity ? UNLIMITED : { burst, everyMs: 1000 / rate };
  };

  const permit = (since: number, priority: Priority): Permit => {
    const sentAt = time.monotonic();
    bucket = taken(bucket, refillAt(sentAt), sentAt);
    inFlight += 1;
    if (priority === 'foreground') foregroundInFlight += 1;
    const endings: PermitEndings = {
      succeeded: now => {
        bucket = answered(bucket, sentAt, now);
        adaptive = afterSuccess(adaptive, { sentAt, now }, inFlight);
      },
      throttled: (now, retryAfterMs) => {
        adaptive = afterThrottle(adaptive, { sentAt, now }, retryAfterMs);
        bucket = emptied(bucket, refillAt(now), now, adaptive.resumeAt);
      },
      failed: now => {
        bucket = answered(bucket, sentAt, now);
      },
      unused: now => {
        bucket = returned(bucket, refillAt(now));
      },
    };
    return createPermit(time, sentAt - since, endings, now => {
      inFlight -= 1;
      if (priority === 'foreground') {
        foregroundInFlight -= 1;
        nextPageUntil = now + NEXT_PAGE_MS;
      }
      idleSince = now;
      admit(now);
    });
  };

  /**
   * Number of tokens with which the next caller is served. While a foreground listing waits for a page, the
   * last token is kept for the page after it: without that, polls would take the slots between two slow pages,
   * and each page would wait. The background has its turn all the same.
   */
  const neededTokens = (now: number): number => {
    const expectsPage = foregroundInFlight > 0 || now < nextPageUntil;
    return expectsPage && queue.next() === 'spare' ? Math.min(2, burst) : 1;
  };

  /** Serves all callers that may call at `now`, and schedules the next one. */
  const admit = (now: number): void => {
    if (queue.size() === 0) {
      void timer.stop();
      return;
    }
    const rate = refillAt(now);
    bucket = refill(bucket, rate, now);
    while (queue.size() > 0 && inFlight < adaptive.window) {
      if (bucket.tokens < neededTokens(now) || now < adaptive.resumeAt) {
        const calls = Math.max(1, Math.min(burst, Math.ceil(TICK_MS / rate.everyMs)));
        timer.schedule(Math.max(adaptive.resumeAt, dueAt(bucket, rate, calls)), calls * rate.everyMs);
        return;
      }
      queue.serve(permit);
    }
    if (queue.size() === 0) void timer.stop();
  };

  const queue = createPermitQueue<Permit>(() => {
    admit(time.monotonic());
  });
  const timer = createPermitTimer(time, () => {
    admit(time.monotonic() + EARLY_MS);
  });

  return {
    quota: {
      configured: quota.perSecond,
      perSecond: () => (closed ? 0 : rateAt(adaptive, time.monotonic())),
    },
    acquire: (priority, signal) => {
      if (closed) return Promise.reject(new ClosedError());
      const now = time.monotonic();
      if (inFlight === 0 && queue.size() === 0 && now - idleSince > REST_MS)
        adaptive = afterIdle(adaptive, now);
      const permitted = queue.wait(priority, signal, now);
      admit(now);
      return permitted;
    },
    close: () => {
      closed = true;
      queue.rejectAll(new ClosedError());
      return timer.stop();
    },
  };
}
