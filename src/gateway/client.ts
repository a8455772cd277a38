import type { Frame } from '../sinks/frame.js';
import { MAX_BACKLOG_BYTES, type Link } from '../sinks/link.js';
import type { StallWatch } from '../sinks/stallWatch.js';
import { BEAT_FRAME } from './messageFrame.js';
import type { Chunk } from './makeChunk.js';

/** What a client needs to know of the job that it follows. */
export interface UpdateSource {
  /** The number of the last event. */
  readonly seq: number;
  /** What brings a client from one place on; without a place, a snapshot. */
  readonly chunkAfter: (from: number | undefined) => Chunk;
}

/** Where a client was when it was last here, and the events since, where they are all there. */
export interface ResumePoint {
  readonly seq: number;
  readonly missedFrames: readonly Frame[] | undefined;
}

/** How a connection ends. */
export interface Ending {
  readonly frame: Frame;
  readonly code: number;
  readonly reason: string;
}

/**
 * One client of a job. As long as it keeps up it gets each event. Once it is behind, events pass it by,
 * and when it has room again it is brought up to date, part by part. Nothing is held for it but a number.
 */
export class Client {
  /** Where it stands; undefined: it has nothing yet. */
  #seq: number | undefined;
  #behind = true;
  #pendingEnd: Ending | undefined;
  #endedAt: number | undefined;

  constructor(
    readonly link: Link,
    private readonly source: UpdateSource,
    private readonly stallDetector: StallWatch,
  ) {
    link.onRoom(() => {
      this.catchUp();
    });
  }

  /** Whether it is slow, and waits for room. */
  get behind(): boolean {
    return this.#behind;
  }

  /** Greets it; `back` where it has come back to a place that is known. */
  greet(hello: Frame, back?: ResumePoint): void {
    this.link.send(hello);
    this.#seq = back?.seq;
    if (back?.missedFrames !== undefined) {
      for (const frame of back.missedFrames) this.link.send(frame);
      this.#seq = this.source.seq;
    }
    this.catchUp();
  }

  /** An event, which follows the one before. */
  deliver(seq: number, frame: Frame): void {
    if (this.#behind) return;
    this.link.send(frame);
    this.#seq = seq;
    if (this.link.backlog > MAX_BACKLOG_BYTES) this.#behind = true;
  }

  /** Sends what it lacks, as far as it has room, and what is to be sent at the end. */
  catchUp(): void {
    while (this.#seq !== this.source.seq) {
      if (!this.link.open || this.link.backlog > MAX_BACKLOG_BYTES / 2) {
        this.#behind = true;
        return;
      }
      const { frame, seq } = this.source.chunkAfter(this.#seq);
      this.link.send(frame);
      this.#seq = seq;
    }
    this.#behind = false;
    if (this.#pendingEnd !== undefined) this.#end(this.#pendingEnd);
  }

  /** Nothing more will come. */
  finish(ending: Ending): void {
    this.#pendingEnd ??= ending;
    this.catchUp();
  }

  /** A beat, for one that waits for nothing. */
  sendHeartbeat(): void {
    if (!this.#behind) this.link.send(BEAT_FRAME);
    this.link.beat();
  }

  /** Looks after it: answers whether it has to be cut off. */
  checkLost(now: number, graceMs: number): boolean {
    this.catchUp();
    if (!this.link.open) this.#endedAt ??= now;
    if (this.#endedAt !== undefined && now - this.#endedAt >= graceMs) return true;
    return this.stallDetector.stalled(now);
  }

  #end({ frame, code, reason }: Ending): void {
    if (!this.link.open) return;
    this.link.send(frame);
    this.link.end(code, reason);
  }
}
