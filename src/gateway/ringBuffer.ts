import type { Frame } from '../sinks/frame.js';

/** Maximum number of recent events that are kept for clients that reconnect. */
const MAX_EVENTS = 1_024;
/** Maximum size of the recent events that are kept, in bytes. */
const MAX_BYTES: number = 256 * 1024;

/** The most recent events of a job, as they were sent, bounded by number and by size. */
export class RingBuffer {
  #frames: Frame[] = [];
  #bytes = 0;
  #last = 0;

  constructor(
    private readonly maxEvents: number = MAX_EVENTS,
    private readonly maxBytes: number = MAX_BYTES,
  ) {}

  /** Number of the oldest event that is kept; one more than the last where none is. */
  get oldest(): number {
    return this.#last - this.#frames.length + 1;
  }

  /** Forgets all events, and goes on after `seq`. */
  restart(seq: number): void {
    this.#frames = [];
    this.#bytes = 0;
    this.#last = seq;
  }

  /** Adds an event, whose `seq` is one higher than that of the event before. */
  push(seq: number, frame: Frame): void {
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    this.#last = seq;
    while (this.#frames.length > this.maxEvents || this.#bytes > this.maxBytes) {
      this.#bytes -= this.#frames.shift()?.bytes.length ?? 0;
    }
  }

  /** The events after `seq`. Undefined where some of them were dropped, or where `seq` hasn't been reached yet. */
  after(seq: number): readonly Frame[] | undefined {
    const missed = this.#last - seq;
    return missed < 0 || missed > this.#frames.length
      ? undefined
      : this.#frames.slice(this.#frames.length - missed);
  }
}
