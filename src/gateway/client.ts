import type { Frame } from '../sinks/frame.js';
import { MAX_BACKLOG_BYTES, type DrainListener, type Link } from '../sinks/link.js';
import type { StallDetector } from '../sinks/stallDetector.js';
import { BEAT_FRAME } from './messageFrame.js';
import type { ResumePoint, UpdateSource } from './updateSource.js';

/** The last message of a connection, and its close code and reason. */
export interface Ending {
  readonly frame: Frame;
  readonly code: number;
  readonly reason: string;
}

/**
 * One client of a job. Before it is greeted it receives nothing but its end. A client that keeps up receives each event. A client that is behind receives none: once it has
 * room again, chunks bring it up to date. Nothing is queued for it: only its position is stored.
 */
export class Client implements DrainListener {
  /** Position of the last event that was sent; undefined before the first. */
  #seq: number | undefined;
  /** Position of the job when this client's snapshot began. */
  #snapshotSeq = 0;
  #behind = true;
  #greeted = false;
  /** Whether nothing was sent since the last `beat()`. */
  #isQuiet = false;
  /** Whether the state of the watch has to be sent, although no event has changed it. */
  #needsState = false;
  #ending: Ending | undefined;
  #closedAt: number | undefined;

  constructor(
    readonly link: Link,
    private readonly source: UpdateSource,
    private readonly stallDetector: StallDetector,
    /** Called for each event that isn't sent, as the client is behind. */
    private readonly onConflated: () => void = () => undefined,
    /** The check at which the client has its first heartbeat. */
    readonly turn: number = 0,
  ) {
    link.onDrain(this);
  }

  /** Whether the client is behind: its backlog has been too large, and it isn't up to date yet. */
  get behind(): boolean {
    return this.#greeted && this.#behind;
  }

  /** Sends the first message, and what the client has missed since `resume`. */
  greet(hello: Frame, resume?: ResumePoint): void {
    this.#greeted = true;
    this.#send(hello);
    this.#seq = resume?.seq;
    this.#needsState = resume?.needsState ?? false;
    if (resume?.missedFrames !== undefined) {
      for (const frame of resume.missedFrames) this.#send(frame);
      this.#seq = this.source.seq;
    }
    this.catchUp();
  }

  /** Sends the next event, unless the client is behind. */
  deliver(seq: number, frame: Frame): void {
    if (this.#behind) {
      if (this.#greeted) this.onConflated();
      return;
    }
    this.#send(frame);
    this.#seq = seq;
    if (this.link.backlog > MAX_BACKLOG_BYTES) this.#behind = true;
  }

  /** Brings the client up to date, as its link has room again. */
  drained(): void {
    this.catchUp();
  }

  /** Sends the state of the watch, which no event has changed. */
  refresh(): void {
    this.#needsState = true;
    this.catchUp();
  }

  /** Sends a snapshot, as the events are numbered anew. */
  restart(): void {
    this.#seq = undefined;
    this.#snapshotSeq = 0;
    this.catchUp();
  }

  /** The source has another state, which follows the positions before `seq`: brings the client up to date. */
  follow(seq: number): void {
    if (this.#seq !== undefined && this.#seq > seq) this.restart();
    else this.catchUp();
  }

  /** Sends chunks until the client is up to date or has no more room. Once it is up to date, a requested end follows. */
  catchUp(): void {
    while (this.#greeted && (this.#seq !== this.source.seq || this.#needsState)) {
      if (!this.link.open || this.link.backlog > MAX_BACKLOG_BYTES / 2) {
        this.#behind = true;
        return;
      }
      const { frame, seq, headSeq, isSnapshot } = this.source.chunkAfter(this.#seq, this.#snapshotSeq);
      this.#send(frame);
      this.#seq = seq;
      // The last chunk has it.
      this.#needsState = false;
      if (isSnapshot) this.#snapshotSeq = headSeq;
    }
    this.#behind = false;
    if (this.#ending !== undefined) this.#end(this.#ending);
  }

  /** Ends the connection once the client is up to date. */
  finish(ending: Ending): void {
    this.#ending ??= ending;
    this.catchUp();
  }

  /** Ends the connection at once, without the events that the client lacks. */
  expel(ending: Ending): void {
    this.#ending = ending;
    this.#end(ending);
  }

  /** Sends a message without content where none was sent since the last call. A client that is behind receives none. */
  beat(): void {
    if (!this.#greeted || this.#behind) return;
    if (this.#isQuiet) this.#send(BEAT_FRAME);
    else this.#isQuiet = true;
  }

  /**
   * Whether the client is to be cut off: it has stalled, or its connection was ended and still isn't closed after
   * `graceMs`. Call it at regular intervals.
   */
  isUnresponsive(now: number, graceMs: number): boolean {
    if (!this.link.open) this.#closedAt ??= now;
    if (this.#closedAt !== undefined && now - this.#closedAt >= graceMs) return true;
    return this.stallDetector.isStalled(now);
  }

  #send(frame: Frame): void {
    this.#isQuiet = false;
    this.link.send(frame);
  }

  #end({ frame, code, reason }: Ending): void {
    if (!this.link.open) return;
    this.link.send(frame);
    this.link.end(code, reason);
  }
}
