import type { Link } from './link.js';

/** Part of the time between heartbeats by which a stall is detected early, so that a client is cut off within `stallMs`. */
const EARLY_PART = 0.1;

/** Detects that a client has stalled: it has messages to acknowledge, and made no progress for too long. */
export class StallDetector {
  #position: string | number = '';
  #progressAt: number;

  /**
   * `stallMs` is the longest time without progress. `heartbeatMs` is the longest interval between heartbeats: a client
   * with nothing to acknowledge is known to have made progress that long ago.
   */
  constructor(
    private readonly link: Link,
    private readonly stallMs: number,
    private readonly heartbeatMs: number,
    now: number,
  ) {
    this.#progressAt = now;
  }

  /** Compares the client's progress with that of the last call. Call it at regular intervals. */
  isStalled(now: number): boolean {
    const { pending, position } = this.link;
    if (position !== this.#position) this.#progressAt = now;
    else if (!pending) this.#progressAt = Math.max(this.#progressAt, now - this.heartbeatMs);
    this.#position = position;
    return pending && now - this.#progressAt >= this.stallMs - EARLY_PART * this.heartbeatMs;
  }
}
