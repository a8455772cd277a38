import type { Priority } from './recommenderApi.js';

/**
 * The right to make one call. Exactly one of its methods is called, when the call has ended; whatever is
 * called after that counts for nothing.
 */
export interface Permit {
  /** Milliseconds spent waiting for it. */
  readonly waitedMs: number;
  /** The service answered, whatever it said, without complaint about the rate. */
  readonly succeeded: () => void;
  /** The service refused the call for the rate of calls; `retryAfterMs` is what it asked for. */
  readonly throttled: (retryAfterMs?: number) => void;
  /** The call ended without an answer that says anything about the rate (reset, stalled, aborted). */
  readonly failed: () => void;
  /** The call was never made: the permit goes to the next in line. */
  readonly unused: () => void;
}

/** Hands out permits at the rate of a quota. */
export interface RateLimiter {
  /**
   * Resolves with a permit in its turn.
   *
   * - **Fails**: with `AbortedError` at once when `signal` fires, without a permit spent; with
   *   `ClosedError` when the gate is closed, or closes meanwhile.
   */
  readonly acquire: (priority: Priority, signal: AbortSignal) => Promise<Permit>;
  /** Refuses whoever waits with `ClosedError`; resolves when no timer is left. Can be called again. */
  readonly close: () => Promise<void>;
}
