import type { Priority } from './recommenderApi.js';

/** The right to make one call. Exactly one of its methods is called when the call has ended. */
export interface Permit {
  /** Milliseconds spent waiting for it. */
  readonly waitedMs: number;
  /** The service answered, whatever it said, without complaint about the rate. */
  readonly succeeded: () => void;
  /** The service refused the call for the rate of calls. */
  readonly throttled: (retryAfterMs?: number) => void;
  /** The call ended without an answer that says anything about the rate (reset, stalled, aborted). */
  readonly failed: () => void;
}

/** Hands out permits at the rate of a quota. */
export interface PermitGate {
  /** Resolves with a permit in its turn; rejects with `AbortedError` at once when `signal` fires. */
  readonly acquire: (priority: Priority, signal: AbortSignal) => Promise<Permit>;
  /** Refuses whoever waits with `ClosedError`, and leaves no timer. */
  readonly close: () => Promise<void>;
}
