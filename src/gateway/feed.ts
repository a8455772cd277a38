import type { WatchEvent } from '../core/event.js';
import { PROTOCOL_VERSION } from '../core/message.js';
import { formatPosition, type Position } from '../core/position.js';
import { aged, staleSinceAfter, statusAfter, toWatchState, UNKNOWN_STATUS } from '../core/watchStatus.js';
import { closeCodeOf, errorMessage } from '../sinks/errorMessage.js';
import type { Frame } from '../sinks/frame.js';
import type { Client, Ending, UpdateSource } from './client.js';
import { makeChunk, type Chunk } from './makeChunk.js';
import { messageFrame, NO_RESUME_ID } from './messageFrame.js';
import { canResume } from './resumePosition.js';
import { RingBuffer } from './ringBuffer.js';
import { StepLog } from './stepLog.js';

/** The clock of a feed, and the interval between heartbeats that it announces to its clients. */
export interface FeedSettings {
  readonly monotonic: () => number;
  readonly heartbeatMs: number;
}

/** Longest time for which encoded chunks with the age of a `stale` are sent to further clients, in milliseconds. */
const STALE_CHUNK_MS = 1_000;

const DONE: Ending = {
  frame: messageFrame({ type: 'bye', reason: 'done', retry: false }, NO_RESUME_ID),
  code: 1000,
  reason: 'done',
};

/**
 * One job and the clients that follow it. A feed numbers the events of one watch, keeps what a client may have missed,
 * and sends each event to every client, encoded once.
 */
export class Feed implements UpdateSource {
  readonly clients: Set<Client> = new Set<Client>();
  readonly #stepLog = new StepLog();
  readonly #recentEvents = new RingBuffer();
  #status = UNKNOWN_STATUS;
  #staleSince: number | undefined;
  /** Position of the latest `stale` event: its age holds for the moment of the event alone. */
  #staleSeq = 0;
  /** Chunks of the present state that are encoded already, by the position that each follows. */
  readonly #chunks = new Map<number | undefined, Chunk>();
  /** When the oldest of them was encoded. */
  #chunksSince = 0;
  #seq = 0;
  #ending: Ending | undefined;
  #failed = false;

  constructor(
    readonly jobName: string,
    /** Identifies the numbering of this feed: positions of another feed have another epoch. */
    readonly epoch: string,
    private readonly settings: FeedSettings,
  ) {}

  get seq(): number {
    return this.#seq;
  }

  /** Whether the watch has failed: the state of the job is no longer updated. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Adds a client. `after` is the last position that the client has received, where it reconnects. */
  join(client: Client, after: Position | undefined): void {
    this.clients.add(client);
    const { epoch, seq } = this;
    const { oldestPosition } = this.#stepLog;
    const at = after !== undefined && canResume(after, { epoch, seq, oldestPosition }) ? after : undefined;
    const hello = messageFrame({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      jobName: this.jobName,
      epoch,
      resumed: at !== undefined,
      heartbeatMs: this.settings.heartbeatMs,
    });
    client.greet(hello, at && { seq: at.seq, missedFrames: this.#missedFrames(at.seq) });
    if (this.#ending !== undefined) client.finish(this.#ending);
  }

  leave(client: Client): void {
    this.clients.delete(client);
  }

  /** Numbers an event, stores it, and delivers it to every client. */
  publish(event: WatchEvent): void {
    const seq = ++this.#seq;
    if (event.type === 'step')
      this.#stepLog.put(seq, event.key, event.change === 'removed' ? undefined : event.step);
    this.#status = statusAfter(this.#status, event);
    this.#staleSince = staleSinceAfter(this.#staleSince, event, this.settings.monotonic());
    if (event.type === 'stale') this.#staleSeq = seq;
    this.#chunks.clear();
    const id = formatPosition({ epoch: this.epoch, seq });
    const frame = messageFrame({ type: 'event', epoch: this.epoch, seq, event: withoutPrevious(event) }, id);
    this.#recentEvents.push(seq, frame);
    for (const client of this.clients) client.deliver(seq, frame);
  }

  /** Ends every client in order, as the watch has completed. */
  complete(): void {
    this.#end(DONE);
  }

  /** Sends the error of the watch to every client and ends them. */
  fail(error: unknown): void {
    this.#failed = true;
    const message = errorMessage(error);
    this.#end({
      frame: messageFrame(message, message.retry ? undefined : NO_RESUME_ID),
      code: closeCodeOf(message),
      reason: message.code,
    });
  }

  chunkAfter(from: number | undefined, removedUntil = 0): Chunk {
    const complete = from !== undefined && Math.max(from, removedUntil) >= this.#stepLog.oldestPosition;
    const start = complete ? from : undefined;
    const now = this.settings.monotonic();
    if (this.#staleSince !== undefined && now - this.#chunksSince >= STALE_CHUNK_MS) this.#chunks.clear();
    if (this.#chunks.size === 0) this.#chunksSince = now;
    const known = this.#chunks.get(start);
    if (known !== undefined) return known;
    const head = { epoch: this.epoch, seq: this.#seq };
    const status = aged(this.#status, this.#staleSince, now);
    const chunk = makeChunk(this.#stepLog, head, toWatchState(status), start);
    this.#chunks.set(start, chunk);
    return chunk;
  }

  /**
   * The events after a position, as they were sent. Undefined where some aren't stored any more, or where the present
   * `stale` is among them: its age has grown, so the client receives a catch-up with the present age.
   */
  #missedFrames(seq: number): readonly Frame[] | undefined {
    const isStale = this.#staleSince !== undefined && seq < this.#staleSeq;
    return isStale ? undefined : this.#recentEvents.after(seq);
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    for (const client of this.clients) client.finish(ending);
  }
}

/** The event without the previous value, which the client has already. */
function withoutPrevious(event: WatchEvent): WatchEvent {
  if (event.type !== 'step' && event.type !== 'job') return event;
  const { previous: _, ...rest } = event;
  return rest;
}
