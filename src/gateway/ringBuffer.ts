import type { Frame } from '../sinks/frame.js';

/** So many of the last events are kept for those who come back, and so many bytes. */
export const MAX_EVENTS = 1_024;
export const MAX_BYTES: number = 256 * 1024;

/** The last events, as they were sent. */
export class RingBuffer {
  #frames: Frame[] = [];
  #bytes = 0;
  #last = 0;

  constructor(
    private readonly maxEvents: number = MAX_EVENTS,
    private readonly maxBytes: number = MAX_BYTES,
  ) {}

  /** Takes the event that follows the one before. */
  push(seq: number, frame: Frame): void {
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    this.#last = seq;
    while (this.#frames.length > this.maxEvents || this.#bytes > this.maxBytes) {
      this.#bytes -= this.#frames.shift()?.bytes.length ?? 0;
    }
  }

  /** The events behind this one; undefined where some of them are gone, or where it hasn't come yet. */
  after(seq: number): readonly Frame[] | undefined {
    const missed = this.#last - seq;
    return missed < 0 || missed > this.#frames.length
      ? undefined
      : this.#frames.slice(this.#frames.length - missed);
  }
}
