import type { WatchEvent } from '../core/event.js';
import { formatPosition, type Position } from '../core/position.js';
import { aged, staleSinceAfter, statusAfter, toWatchState, UNKNOWN_STATUS } from '../core/watchStatus.js';
import { closeCodeOf, errorMessage } from '../sinks/errorMessage.js';
import type { Client, Ending, Source } from './client.js';
import { END_ID, frameOf, PROTOCOL } from './frames.js';
import { makePart, type Part } from './parts.js';
import { Ring } from './ring.js';
import { StepLog } from './stepLog.js';

/** Where a feed gets its time from, and how often it promises a beat. */
export interface FeedSettings {
  readonly monotonic: () => number;
  readonly heartbeatMs: number;
}

const DONE: Ending = {
  frame: frameOf({ type: 'bye', reason: 'done', retry: false }, END_ID),
  code: 1000,
  reason: 'done',
};

/**
 * One job, and the clients that follow it. Takes the events of one watch, counts them, keeps what a client
 * may lack, and sends each event to all, encoded once.
 */
export class Feed implements Source {
  readonly clients: Set<Client> = new Set<Client>();
  readonly #log = new StepLog();
  readonly #ring = new Ring();
  #status = UNKNOWN_STATUS;
  #staleSince: number | undefined;
  /** Parts that were made of the present state, by the place that they go on from. */
  readonly #parts = new Map<number | undefined, Part>();
  #seq = 0;
  #ending: Ending | undefined;
  #failed = false;

  constructor(
    readonly jobName: string,
    /** Names the count of this feed, and no other. */
    readonly epoch: string,
    private readonly settings: FeedSettings,
  ) {}

  get seq(): number {
    return this.#seq;
  }

  /** Whether the watch has failed: what is known won't get any better. */
  get failed(): boolean {
    return this.#failed;
  }

  /** A client comes, perhaps back from a place that it says. */
  join(client: Client, after: Position | undefined): void {
    this.clients.add(client);
    const at = after !== undefined && this.#knows(after) ? after : undefined;
    const hello = frameOf({
      type: 'hello',
      protocol: PROTOCOL,
      jobName: this.jobName,
      epoch: this.epoch,
      resumed: at !== undefined,
      heartbeatMs: this.settings.heartbeatMs,
    });
    client.welcome(hello, at && { seq: at.seq, missed: this.#ring.after(at.seq) });
    if (this.#ending !== undefined) client.finish(this.#ending);
  }

  leave(client: Client): void {
    this.clients.delete(client);
  }

  take(event: WatchEvent): void {
    const seq = ++this.#seq;
    if (event.type === 'step')
      this.#log.put(seq, event.key, event.change === 'removed' ? undefined : event.step);
    this.#status = statusAfter(this.#status, event);
    this.#staleSince = staleSinceAfter(this.#staleSince, event, this.settings.monotonic());
    this.#parts.clear();
    const id = formatPosition({ epoch: this.epoch, seq });
    const frame = frameOf({ type: 'event', epoch: this.epoch, seq, event: withoutPrevious(event) }, id);
    this.#ring.push(seq, frame);
    for (const client of this.clients) client.offer(seq, frame);
  }

  /** The watch has ended in order. */
  complete(): void {
    this.#end(DONE);
  }

  /** The watch has failed. */
  fail(error: unknown): void {
    this.#failed = true;
    const message = errorMessage(error);
    this.#end({
      frame: frameOf(message, message.retry ? undefined : END_ID),
      code: closeCodeOf(message),
      reason: message.code,
    });
  }

  part(from: number | undefined): Part {
    const start = from !== undefined && from < this.#log.floor ? undefined : from;
    const known = this.#parts.get(start);
    if (known !== undefined) return known;
    const head = { epoch: this.epoch, seq: this.#seq };
    const part = makePart(
      this.#log,
      head,
      toWatchState(aged(this.#status, this.#staleSince, this.settings.monotonic())),
      start,
    );
    this.#parts.set(start, part);
    return part;
  }

  #knows({ epoch, seq }: Position): boolean {
    return epoch === this.epoch && seq <= this.#seq && seq >= this.#log.floor;
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    for (const client of this.clients) client.finish(ending);
  }
}

/** The receiver has what was before. */
function withoutPrevious(event: WatchEvent): WatchEvent {
  if (event.type !== 'step' && event.type !== 'job') return event;
  const { previous: _, ...rest } = event;
  return rest;
}
