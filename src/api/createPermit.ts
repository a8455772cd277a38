import type { Clock } from '../core/time.js';
import type { Permit } from './rateLimiter.js';

/** What each way in which a call ends means to a rate limiter; `now` is its moment, in monotonic milliseconds. */
export interface PermitEndings {
  readonly succeeded: (now: number) => void;
  readonly throttled: (now: number, retryAfterMs: number | undefined) => void;
  readonly failed: (now: number) => void;
  readonly unused: (now: number) => void;
}

/**
 * Makes the permit of one call, whose caller has waited for `waitedMs`. It ends once: by the first of its methods,
 * which calls its ending and then `onEnd`.
 */
export function createPermit(
  time: Pick<Clock, 'monotonic'>,
  waitedMs: number,
  endings: PermitEndings,
  onEnd: (now: number) => void,
): Permit {
  let open = true;
  const end = (ending: (now: number) => void): void => {
    if (!open) return;
    open = false;
    const now = time.monotonic();
    ending(now);
    onEnd(now);
  };
  return {
    waitedMs,
    succeeded: () => {
      end(endings.succeeded);
    },
    throttled: retryAfterMs => {
      end(now => {
        endings.throttled(now, retryAfterMs);
      });
    },
    failed: () => {
      end(endings.failed);
    },
    unused: () => {
      end(endings.unused);
    },
  };
}
