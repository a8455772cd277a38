import { Observable, type Subscriber } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import { PROTOCOL_VERSION, type ServerMessage } from '../../core/message.js';
import { formatPosition } from '../../core/position.js';
import { createReplica } from '../../core/replica.js';
import type { Cancel } from '../../core/time.js';
import { reconnectDelayMs } from './reconnectDelay.js';
import { afterClose, refusesForGood } from './afterClose.js';
import type { FeedPorts, FeedSocket } from './feedPorts.js';
import { afterEvents, noState, type FeedState, type Link } from './feedState.js';
import { readMessage } from './readMessage.js';

/** Interval between heartbeats until the gateway's hello gives it, in milliseconds. */
const FIRST_HEARTBEAT_MS = 15_000;
/** Longest wait for the answer to a ping, in milliseconds; after it the connection counts as lost. */
const PONG_MS = 5_000;
/** Age in milliseconds from which a connection counts as stable: the next reconnect delay is short again. */
const STABLE_MS = 10_000;
const UNKNOWN_VERSION = 'This page and its server are of different versions. Load the page again.';
const NOT_FOUND = 'There is no such job.';
const REFUSED = 'The server has closed the connection, and says that coming back is of no use.';

/**
 * Follows a job over the gateway's WebSocket, as docs/protocol.md has it: emits the state of the job at each
 * message. A lost connection is opened again with growing delays, and resumes where it was; one without a message
 * for two heartbeats is lost. It never fails, and never completes.
 */
export function jobFeed$(jobName: string, ports: FeedPorts): Observable<FeedState> {
  return new Observable(subscriber => {
    const feed = new JobFeed(jobName, ports, subscriber);
    subscriber.add(
      ports.wake$.subscribe({ next: () => feed.wake(), error: (error: unknown) => subscriber.error(error) }),
    );
    subscriber.add(() => feed.stop());
    feed.start();
  });
}

class JobFeed {
  readonly #replica = createReplica();
  #state: FeedState;
  #socket: FeedSocket | undefined;
  #cancel: Cancel = () => undefined;
  #heartbeatMs = FIRST_HEARTBEAT_MS;
  #attempt = 0;
  #helloAt: number | undefined;
  #lastMessageAt: number;

  constructor(
    private readonly jobName: string,
    private readonly ports: FeedPorts,
    private readonly out: Subscriber<FeedState>,
  ) {
    this.#state = noState(jobName);
    this.#lastMessageAt = ports.time.now();
  }

  start(): void {
    this.#emit([], { kind: 'connecting' });
    this.#connect();
  }

  stop(): void {
    this.#cancel();
    this.#drop();
  }

  /** The page is visible again: pings the connection, or opens one at once. */
  wake(): void {
    const { kind } = this.#state.link;
    if (kind === 'over' || kind === 'refused') return;
    if (this.#helloAt !== undefined) {
      this.#socket?.send('{"type":"ping"}');
      this.#expectWithin(PONG_MS);
    } else if (this.#socket === undefined) {
      this.#connect();
    }
  }

  get #address(): string {
    const { position } = this.#replica;
    const after = position === undefined ? '' : `?after=${formatPosition(position)}`;
    return `jobs/${encodeURIComponent(this.jobName)}${after}`;
  }

  #connect(): void {
    this.#cancel();
    this.#socket = this.ports.open(this.#address, {
      message: data => this.#receive(data),
      closed: code => this.#closed(code),
    });
    this.#expectWithin(2 * this.#heartbeatMs);
  }

  /** Counts the connection as lost unless a message arrives in this time. */
  #expectWithin(ms: number): void {
    this.#cancel();
    this.#cancel = this.ports.time.after(ms, () => this.#lost());
  }

  #receive(data: unknown): void {
    this.#lastMessageAt = this.ports.time.now();
    this.#expectWithin(2 * this.#heartbeatMs);
    const message = readMessage(data);
    if (message === 'ignored') return;
    if (message === 'broken') this.#lost();
    else this.#apply(message);
  }

  #apply(message: ServerMessage): void {
    let events: readonly WatchEvent[];
    try {
      events = this.#replica.apply(message);
    } catch {
      // What doesn't fit has cost the replica its position: the next connection gets a snapshot.
      this.#lost();
      return;
    }
    switch (message.type) {
      case 'hello':
        this.#helloAt = this.#lastMessageAt;
        this.#heartbeatMs = message.heartbeatMs;
        if (message.protocol !== PROTOCOL_VERSION) this.#end({ kind: 'refused', message: UNKNOWN_VERSION });
        return;
      case 'error':
        if (!message.retry) this.#end({ kind: 'refused', message: message.message });
        return;
      case 'bye':
        if (!message.retry) this.#end({ kind: 'over' });
        return;
      case 'beat':
        return;
      case 'snapshot':
      case 'catchUp':
        // A part of a snapshot is of different moments; it is shown once it is whole.
        this.#emit(events, message.more ? this.#state.link : { kind: 'live' });
        return;
      case 'event':
        this.#emit(events, { kind: 'live' });
    }
  }

  #closed(code: number): void {
    const next = afterClose(code);
    if (next === 'over') this.#end({ kind: 'over' });
    else if (next === 'refused') this.#end({ kind: 'refused', message: code === 4404 ? NOT_FOUND : REFUSED });
    else if (this.#helloAt === undefined) this.#askWhy();
    else this.#lost();
  }

  /** A browser doesn't say why an upgrade was refused; the same address as a request does. */
  #askWhy(): void {
    const socket = this.#socket;
    this.ports.ask(this.#address).then(
      refused => {
        if (this.#socket !== socket) return;
        if (refused !== undefined && refusesForGood(refused.status)) {
          this.#end({ kind: 'refused', message: refused.message });
        } else this.#lost();
      },
      () => {
        if (this.#socket === socket) this.#lost();
      },
    );
  }

  #lost(): void {
    const { greeted, good } = this.#connectionAge();
    this.#attempt = good ? 0 : this.#attempt;
    this.#drop();
    const pauseMs = reconnectDelayMs(this.#attempt, this.ports.time.random());
    this.#attempt += 1;
    this.#cancel();
    this.#cancel = this.ports.time.after(pauseMs, () => this.#connect());
    if (greeted || this.#state.link.kind === 'connecting') {
      this.#emit([], { kind: 'lost', since: this.#lastMessageAt });
    }
  }

  #connectionAge(): { readonly greeted: boolean; readonly good: boolean } {
    const greeted = this.#helloAt !== undefined;
    return { greeted, good: this.ports.time.now() - (this.#helloAt ?? Infinity) >= STABLE_MS };
  }

  #end(link: Link): void {
    this.#cancel();
    this.#drop();
    this.#emit([], link);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#helloAt = undefined;
    socket?.close();
  }

  #emit(events: readonly WatchEvent[], link: Link): void {
    this.#state = { ...afterEvents(this.#state, events, this.ports.time.now()), link };
    this.out.next(this.#state);
  }
}
