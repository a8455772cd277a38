import { ClosedError } from '../core/errors.js';
import type { Time } from '../core/time.js';
import { afterThrottle } from './afterThrottle.js';
import type { AdaptiveRate } from './adaptiveRate.js';
import { afterIdle, afterSuccess, rateAt, initialRate } from './adaptiveRate.js';
import type { Permit, RateLimiter } from './rateLimiter.js';
import { createPermitQueue } from './permitQueue.js';
import { createPermitTimer, EARLY_MS } from './permitTimer.js';
import type { Quota } from './quota.js';
import type { Refill } from './tokenBucket.js';
import { answered, dueAt, emptied, fullBucket, refill, returned, taken } from './tokenBucket.js';

/** Nobody in flight and nobody in line for this long, in milliseconds, is a rest. */
const REST_MS = 1000;
/**
 * The least time between two tickets, in milliseconds. A limiter of Bottleneck passes 430 jobs a second at
 * most, at 1 ms of CPU each; beyond 100 calls a second a ticket stands for several calls.
 */
const TICKET_MS = 10;
const UNLIMITED: Refill = { burst: Infinity, everyMs: 0 };

/** What a gate is made of. */
export interface RateLimiterOptions {
  readonly quota: Required<Quota>;
  /** Bottleneck reads the global timers besides. */
  readonly time: Time;
}

/**
 * A gate that keeps all calls of a connection within one quota, and slows them when the service complains.
 *
 * After a rest `burst` calls may go out at once, then `perSecond`. Calls in flight have no limit of their own where
 * `burst` is 10 at most; with a larger burst four may be in flight at first, and more as answers arrive. While anybody waits, Bottleneck's tickets say when the next call goes; while
 * nobody does, there is no limiter at work and no timer. A throttle slows the whole connection (see
 * `Pace`), and the gate is at the configured rate again by itself.
 *
 * - **Cost**: of a permit that is ready: microseconds; Bottleneck isn't asked.
 */
export function createRateLimiter({ quota, time }: RateLimiterOptions): RateLimiter {
  const { burst } = quota;
  let pace: AdaptiveRate = initialRate(quota.perSecond, burst);
  let bucket = fullBucket(burst);
  let inFlight = 0;
  let quietSince = time.monotonic();
  let closed = false;

  const refillAt = (now: number): Refill => {
    const rate = rateAt(pace, now);
    return rate === Infinity ? UNLIMITED : { burst, everyMs: 1000 / rate };
  };

  const permit = (since: number): Permit => {
    const sentAt = time.monotonic();
    bucket = taken(bucket, refillAt(sentAt), sentAt);
    inFlight += 1;
    let open = true;
    const ends = (settle: (now: number) => void): void => {
      if (!open) return;
      open = false;
      const now = time.monotonic();
      settle(now);
      inFlight -= 1;
      quietSince = now;
      admit(now);
    };
    return {
      waitedMs: sentAt - since,
      succeeded: () => {
        ends(now => {
          bucket = answered(bucket, sentAt, now);
          pace = afterSuccess(pace, { sentAt, now }, inFlight);
        });
      },
      throttled: retryAfterMs => {
        ends(now => {
          pace = afterThrottle(pace, { sentAt, now }, retryAfterMs);
          bucket = emptied(bucket, refillAt(now), now, pace.resumeAt);
        });
      },
      failed: () => {
        ends(now => {
          bucket = answered(bucket, sentAt, now);
        });
      },
      unused: () => {
        ends(now => {
          bucket = returned(bucket, refillAt(now));
        });
      },
    };
  };

  /** Lets in as many as may go at `now`, and asks for the ticket of the next one. */
  const admit = (now: number): void => {
    if (line.size() === 0) {
      void tickets.stop();
      return;
    }
    const rate = refillAt(now);
    bucket = refill(bucket, rate, now);
    while (line.size() > 0 && inFlight < pace.window) {
      if (bucket.tokens < 1 || now < pace.resumeAt) {
        const calls = Math.max(1, Math.min(burst, Math.ceil(TICKET_MS / rate.everyMs)));
        tickets.ask(Math.max(pace.resumeAt, dueAt(bucket, rate, calls)), calls * rate.everyMs);
        return;
      }
      line.serve(permit);
    }
    if (line.size() === 0) void tickets.stop();
  };

  const line = createPermitQueue<Permit>(() => {
    admit(time.monotonic());
  });
  const tickets = createPermitTimer(time, () => {
    admit(time.monotonic() + EARLY_MS);
  });

  return {
    acquire: (priority, signal) => {
      if (closed) return Promise.reject(new ClosedError());
      const now = time.monotonic();
      if (inFlight === 0 && line.size() === 0 && now - quietSince > REST_MS) pace = afterIdle(pace, now);
      const joined = line.join(priority, signal, now);
      admit(now);
      return joined;
    },
    close: () => {
      closed = true;
      line.refuse(new ClosedError());
      return tickets.stop();
    },
  };
}
