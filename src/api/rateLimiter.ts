import type { QuotaView } from '../core/telemetry.js';
import type { Priority } from './recommenderApi.js';

/**
 * The right to make one call. Exactly one of its methods is called, when the call has ended. Further calls of
 * its methods have no effect.
 */
export interface Permit {
  /** Time for which the caller has waited for it, in milliseconds. */
  readonly waitedMs: number;
  /** The service has answered, with a result or an error, and didn't throttle. */
  readonly succeeded: () => void;
  /** The service has throttled the call; `retryAfterMs` is the wait that it asked for. */
  readonly throttled: (retryAfterMs?: number) => void;
  /** The call has ended without an answer (reset, stalled, aborted), which shows nothing about the rate. */
  readonly failed: () => void;
  /** The call was never made: the permit goes to the next caller in the queue. */
  readonly unused: () => void;
}

/** A rate limiter: hands out permits at the rate of a quota. */
export interface RateLimiter {
  /** Its rate, for those that trace it. */
  readonly quota: QuotaView;
  /**
   * Resolves with a permit when one is available for this caller.
   *
   * - **Fails**: with `AbortedError` at once when `signal` fires, without using up a permit; with `ClosedError`
   *   when the limiter is closed, or closes meanwhile.
   */
  readonly acquire: (priority: Priority, signal: AbortSignal) => Promise<Permit>;
  /** Rejects all waiting callers with `ClosedError`. Resolves when no timer is left. Can be called again. */
  readonly close: () => Promise<void>;
}
