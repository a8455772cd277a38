import type { Cancel, Time } from '../../core/time.js';

/**
 * The lease of a job, as this gateway holds it: until its end by the monotonic clock of this gateway, counted from the moment
 * at which its last renewal was sent. The engine's own end lies later.
 */
export class HeldLease {
  #fence: number | undefined;
  #endsAt = -Infinity;
  #cancel: Cancel = () => undefined;

  constructor(
    private readonly time: Time,
    private readonly leaseMs: number,
    /** Called when the lease has run out without a renewal. */
    private readonly onEnd: () => void,
  ) {}

  /** Fencing number of the latest lease, which may have run out; undefined where there is none to renew. */
  get fence(): number | undefined {
    return this.#fence;
  }

  get isHeld(): boolean {
    return this.#fence !== undefined && this.time.monotonic() < this.#endsAt;
  }

  /** The lease was granted, or renewed, by a request that was sent at `sentAt`. */
  renew(fence: number, sentAt: number): void {
    this.#fence = fence;
    this.#endsAt = sentAt + this.leaseMs;
    this.#cancel();
    if (this.isHeld) this.#cancel = this.time.afterUnref(this.#endsAt - this.time.monotonic(), this.onEnd);
  }

  /** Gives the lease up. Returns its number. */
  drop(): number | undefined {
    const fence = this.#fence;
    this.#fence = undefined;
    this.#endsAt = -Infinity;
    this.#cancel();
    return fence;
  }
}
