import { ClosedError } from '../core/errors.js';
import type { Time } from '../core/time.js';
import { afterIdle, afterSuccess, rateAt } from './adaptiveRate.js';
import {
  afterShareThrottle,
  newShare,
  nextOf,
  shareReturned,
  shareTaken,
  type LocalShare,
} from './localShare.js';
import { createPermit, type PermitEndings } from './createPermit.js';
import { createPermitQueue } from './permitQueue.js';
import { createPermitTimer, EARLY_MS } from './permitTimer.js';
import type { CheckedQuota } from './quota.js';
import { createQuotaLink, type Reservation } from './quotaLink.js';
import type { Permit, RateLimiter } from './rateLimiter.js';
import type { SharedQuota } from './sharedQuota.js';
import { REST_MS, TICK_MS } from './createRateLimiter.js';

export interface SharedRateLimiterOptions {
  readonly quota: CheckedQuota & { readonly shared: SharedQuota };
  /** Clock, timers and randomness; Bottleneck uses the global ones besides. */
  readonly time: Time;
}

/**
 * Makes the rate limiter of a connection whose quota several processes share.
 *
 * Calls wait in a queue of this process, and its permit timer issues the permits; the shared quota says when
 * the next one is due. One reservation is outstanding at a time, and none while no call waits. So a process
 * that dies wastes at most one, and a caller that leaves none: the reservation goes to the next caller.
 *
 * While the shared quota can't be reached, the process goes on with its part of the rate (`LocalShare`).
 *
 * - **Cost**: a round trip to the shared quota for a permit, besides the wait.
 */
export function createSharedRateLimiter({ quota, time }: SharedRateLimiterOptions): RateLimiter {
  let held: Reservation | undefined;
  /** Moment before which background callers don't ask again. */
  let askAt = -Infinity;
  let share: LocalShare | undefined;
  let inFlight = 0;
  let idleSince = time.monotonic();
  /** Moment of the pending permit timer, and of the slot of the last call. */
  let pendingAt = Infinity;
  let lastAt = -Infinity;
  let closing: Promise<void> | undefined;

  const admitNow = (): void => {
    admit(time.monotonic());
  };

  const link = createQuotaLink(quota, quota.shared, time, {
    onReserved: reservation => {
      held = reservation;
    },
    onLater: at => {
      askAt = at;
    },
    onAlone: throttles => {
      const at = { now: time.monotonic(), random: time.random() };
      share = newShare(link.members(), link.pace, lastAt, at);
      throttles.forEach(throttleAlone);
    },
    onShared: () => {
      share = undefined;
      admitNow();
    },
    onIdle: admitNow,
  });

  const throttleAlone = (throttle: {
    now: number;
    sentAt: number;
    retryAfterMs: number | undefined;
  }): void => {
    if (share === undefined) return;
    const after = afterShareThrottle(share, link.pace, throttle, throttle.retryAfterMs);
    share = after.share;
    link.pace = after.adaptive;
  };

  /** A permit by a reservation, or by the share of this process without one. */
  const permitOf =
    (reservation: Reservation | undefined) =>
    (since: number): Permit => {
      const sentAt = time.monotonic();
      inFlight += 1;
      const endings: PermitEndings = {
        succeeded: now => {
          link.pace = afterSuccess(link.pace, { sentAt, now }, inFlight);
        },
        throttled: (now, retryAfterMs) => {
          if (share !== undefined) throttleAlone({ now, sentAt, retryAfterMs });
          // A call that was made alone was one beside those of the others: its throttle isn't one of theirs.
          else if (reservation !== undefined) {
            const { reservedAt, dueAt } = reservation;
            link.throttled({ now, sentAt, reservedAt, dueAt, retryAfterMs });
          }
        },
        failed: () => undefined,
        unused: now => {
          if (reservation === undefined) share &&= shareReturned(share, link.pace, now);
          else if (held === undefined) held = { ...reservation, calls: 1 };
          else link.giveBack({ ...reservation, calls: 1 });
        },
      };
      return createPermit(time, sentAt - since, endings, now => {
        inFlight -= 1;
        idleSince = now;
        admit(now);
      });
    };

  const wakeAt = (at: number, spacingMs: number): void => {
    if (at < pendingAt - EARLY_MS) void timer.stop();
    pendingAt = at;
    timer.schedule(at, spacingMs);
  };

  /** Serves the calls of the reservation that is held. */
  const serve = (reservation: Reservation): void => {
    const calls = reservation.calls - 1;
    held = calls > 0 ? { ...reservation, calls } : undefined;
    queue.serve(permitOf(reservation), reservation.priority);
  };

  const reserve = (now: number): void => {
    const waiting = { foreground: queue.size('foreground'), background: queue.size('background') };
    if (waiting.foreground === 0 && now < askAt) {
      // Not early, as a permit may be: the answer would be the same again.
      wakeAt(askAt + EARLY_MS, askAt - now);
      return;
    }
    // One reservation covers what is due within a tick, or within a round trip.
    const due = Math.ceil((Math.max(TICK_MS, link.tookMs()) * rateAt(link.pace, now)) / 1000);
    const calls = Math.max(1, Math.min(due, quota.burst, queue.size()));
    link.reserve(calls, waiting);
  };

  /** Serves all callers that may call at `now`, and sees to the next one. */
  const admit = (now: number): void => {
    for (;;) {
      if (queue.size() === 0) {
        pendingAt = Infinity;
        void timer.stop();
        return;
      }
      if (inFlight >= link.pace.window) return;
      if (held !== undefined) {
        if (now < held.at) {
          wakeAt(held.at, held.at - lastAt);
          return;
        }
        lastAt = held.at;
        serve(held);
      } else if (share === undefined) {
        reserve(now);
        return;
      } else {
        link.look();
        const next = nextOf(share, link.pace, now);
        if (now < next.dueAt) {
          wakeAt(next.dueAt, next.everyMs);
          return;
        }
        share = shareTaken(share, link.pace, now);
        lastAt = share.calledAt;
        link.spend();
        queue.serve(permitOf(undefined));
      }
    }
  };

  const queue = createPermitQueue<Permit>(admitNow);
  const timer = createPermitTimer(time, () => {
    pendingAt = Infinity;
    admit(time.monotonic() + EARLY_MS);
  });

  return {
    quota: {
      configured: quota.perSecond,
      perSecond: () => (closing === undefined ? rateAt(link.pace, time.monotonic()) : 0),
    },
    acquire: (priority, signal) => {
      if (closing !== undefined) return Promise.reject(new ClosedError());
      const now = time.monotonic();
      if (inFlight === 0 && queue.size() === 0 && now - idleSince > REST_MS) {
        link.pace = afterIdle(link.pace, now);
      }
      // What was due while no caller waited may have filled the bucket meanwhile.
      if (held !== undefined && queue.size() === 0 && now > held.at) {
        link.giveBack(held);
        held = undefined;
      }
      const permitted = queue.wait(priority, signal, now);
      admit(now);
      return permitted;
    },
    close: () => {
      closing ??= Promise.resolve().then(async () => {
        const early = held !== undefined && time.monotonic() < held.at ? held.calls : 0;
        await Promise.all([timer.stop(), link.leave(early)]);
        await timer.stop();
      });
      queue.rejectAll(new ClosedError());
      return closing;
    },
  };
}
