import type { Link } from './link.js';

/** Tells whether a client has stalled: it owes a sign, and hasn't given any for too long. */
export class StallWatch {
  #mark = '';
  #since: number;

  /** `heartbeatMs` is how often a client is asked at least: one that owes nothing was there so long ago. */
  constructor(
    private readonly link: Link,
    private readonly stallMs: number,
    private readonly heartbeatMs: number,
    now: number,
  ) {
    this.#since = now;
  }

  /** Looks at the client; to be called every now and then. */
  stalled(now: number): boolean {
    const { owes, mark } = this.link.progress();
    if (mark !== this.#mark) this.#since = now;
    else if (!owes) this.#since = Math.max(this.#since, now - this.heartbeatMs);
    this.#mark = mark;
    return owes && now - this.#since >= this.stallMs;
  }
}
