import type { StaleEvent, WatchEvent } from '../core/event.js';
import type { LoggedJob } from '../core/jobLog.js';
import type { ErrorMessage } from '../core/message.js';
import { formatPosition, type Position } from '../core/position.js';
import type { Step } from '../core/step.js';
import {
  aged,
  staleSinceAfter,
  statusAfter,
  toWatchState,
  UNKNOWN_STATUS,
  type WatchStatus,
} from '../core/watchStatus.js';
import { closeCodeOf, errorMessage } from '../sinks/errorMessage.js';
import type { Frame } from '../sinks/frame.js';
import type { Client, Ending } from './client.js';
import type { UpdateSource } from './updateSource.js';
import { HelloFrames } from './helloFrames.js';
import { makeChunk, type Chunk } from './makeChunk.js';
import { messageFrame, NO_RESUME_ID } from './messageFrame.js';
import { canResume } from './resumePosition.js';
import { RingBuffer } from './ringBuffer.js';
import type { JobState } from './relay/jobState.js';
import { StepLog } from './stepLog.js';
import { withoutPrevious } from './withoutPrevious.js';

/** The clock of a feed, and the interval between heartbeats that it announces to its clients. */
export interface FeedSettings {
  readonly monotonic: () => number;
  readonly heartbeatMs: number;
  /** Maximum number of recent events that are kept. Default 1,024. */
  readonly maxEvents?: number | undefined;
  /** Called with the key of each removed step that the feed forgets. */
  readonly onForgotten?: ((key: string) => void) | undefined;
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
 *
 * A feed of a log that several gateways share takes numbers and state from it. It has no epoch until the log was read;
 * until then its clients wait.
 */
export class Feed implements UpdateSource {
  readonly clients: Set<Client> = new Set<Client>();
  /** The clients that wait for an epoch, and the position from which each wants to resume. */
  readonly #waiting = new Map<Client, Position | undefined>();
  #stepLog: StepLog;
  readonly #recentEvents: RingBuffer;
  readonly #hellos: HelloFrames;
  #epoch: string | undefined;
  readonly #isShared: boolean;
  /** What clients are told instead of `#status.stale`, and the moment from which on it holds. */
  #overlay: { readonly event: StaleEvent; readonly since: number } | undefined;
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
    /** Identifies the numbering of this feed: positions of another feed have another epoch. Undefined for a shared log. */
    epoch: string | undefined,
    private readonly settings: FeedSettings,
  ) {
    this.#epoch = epoch;
    this.#isShared = epoch === undefined;
    this.#stepLog = new StepLog(0, settings.onForgotten);
    this.#recentEvents = new RingBuffer(settings.maxEvents);
    this.#hellos = new HelloFrames(jobName, settings.heartbeatMs);
  }

  /** Position of the last event; undefined while clients wait for an epoch. */
  get position(): Position | undefined {
    return this.#epoch === undefined ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  /** What is known of the job, with the present age of `stale`. */
  get state(): JobState {
    const steps = new Map<string, Step>();
    for (const { key, step } of this.#stepLog.since(0)) if (step !== undefined) steps.set(key, step);
    return { steps, status: aged(this.#status, this.#staleSince, this.settings.monotonic()) };
  }

  get status(): WatchStatus {
    return this.#status;
  }

  /** Number of the oldest event that is kept. */
  get oldestEvent(): number {
    return this.#recentEvents.oldest;
  }

  /** Lowest number from which on the steps are complete. */
  get oldestPosition(): number {
    return this.#stepLog.oldestPosition;
  }

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
    if (this.#epoch === undefined) this.#waiting.set(client, after);
    else this.#greet(client, after, this.#epoch);
  }

  leave(client: Client): void {
    this.clients.delete(client);
    this.#waiting.delete(client);
  }

  #greet(client: Client, after: Position | undefined, epoch: string): void {
    const { seq } = this;
    const { oldestPosition } = this.#stepLog;
    const at = after !== undefined && canResume(after, { epoch, seq, oldestPosition }) ? after : undefined;
    const hello = this.#hellos.of(epoch, at !== undefined);
    const needsState = this.#isShared;
    client.greet(hello, at && { seq: at.seq, missedFrames: this.#missedFrames(at.seq), needsState });
    if (this.#ending !== undefined) client.finish(this.#ending);
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
    const frame = eventFrame({ epoch: this.#epoch ?? '', seq }, event);
    this.#recentEvents.push(seq, frame);
    for (const client of this.clients) client.deliver(seq, frame);
  }

  /**
   * Takes over what a shared log holds. In the same epoch clients receive what they lack, in another one a snapshot; also
   * where `isForked` says that the log has other events behind a number that this feed has passed. Greets the clients that
   * wait, and ends all where the watch has ended.
   */
  restore(logged: LoggedJob, isForked = false): void {
    const { head, oldestPosition, steps, status, staleSeq, failure, recent } = logged;
    const { monotonic, onForgotten } = this.settings;
    this.#stepLog = new StepLog(oldestPosition, onForgotten);
    for (const { seq, key, step } of steps) this.#stepLog.put(seq, key, step);
    this.#recentEvents.restart(head.seq - recent.length);
    for (const { seq, event } of recent)
      this.#recentEvents.push(seq, eventFrame({ epoch: head.epoch, seq }, event));
    this.#status = status;
    this.#staleSince = status.stale && monotonic() - status.stale.ageMs;
    this.#staleSeq = staleSeq;
    this.#seq = head.seq;
    const wasOverlaid = this.#overlay !== undefined;
    this.#overlay = undefined;
    this.#begin(head.epoch, isForked);
    if (wasOverlaid) for (const client of this.clients) client.refresh();
    if (failure !== undefined) this.failWith(failure);
    else if (status.done) this.complete();
  }

  /** Goes on in another epoch: what is known stays, and clients receive a snapshot. Greets the clients that wait. */
  renumber(epoch: string): void {
    this.#recentEvents.restart(this.#seq);
    this.#overlay = undefined;
    this.#begin(epoch);
  }

  /**
   * Tells clients that what they have is stale although the log doesn't say so, as the log can't be read; undefined: that it
   * is as the log says again. It has no number.
   */
  overlay(event: StaleEvent | undefined): void {
    if (event === undefined && this.#overlay === undefined) return;
    this.#overlay = event && { event, since: this.settings.monotonic() - event.ageMs };
    this.#chunks.clear();
    for (const client of this.clients) client.refresh();
  }

  #begin(epoch: string, isForked = false): void {
    const isSame = epoch === this.#epoch && !isForked;
    this.#epoch = epoch;
    this.#chunks.clear();
    for (const client of this.clients) {
      if (this.#waiting.has(client)) continue;
      if (isSame) client.follow(this.#seq);
      else client.restart();
    }
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [client, after] of waiting) this.#greet(client, after, epoch);
  }

  /** Ends every client in order, as the watch has completed. */
  complete(): void {
    this.#end(DONE);
  }

  /** Sends the error of the watch to every client and ends them. */
  fail(error: unknown): void {
    this.failWith(errorMessage(error));
  }

  /** Sends the error of the watch, in its public form, to every client and ends them. */
  failWith(message: ErrorMessage): void {
    this.#failed = true;
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
    const isStale = this.#staleSince !== undefined || this.#overlay !== undefined;
    if (isStale && now - this.#chunksSince >= STALE_CHUNK_MS) this.#chunks.clear();
    if (this.#chunks.size === 0) this.#chunksSince = now;
    const known = this.#chunks.get(start);
    if (known !== undefined) return known;
    const head = { epoch: this.#epoch ?? '', seq: this.#seq };
    const { event: stale = this.#status.stale, since = this.#staleSince } = this.#overlay ?? {};
    const status = aged({ ...this.#status, stale }, since, now);
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

function eventFrame({ epoch, seq }: Position, event: WatchEvent): Frame {
  const message = { type: 'event', epoch, seq, event: withoutPrevious(event) } as const;
  return messageFrame(message, formatPosition({ epoch, seq }));
}
