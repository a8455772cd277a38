import { PROTOCOL_VERSION } from '../../core/message.js';
import type { Cancel } from '../../core/time.js';
import { afterClose, refusesForGood } from './afterClose.js';
import type { ConnectionUser, ControlMessage } from './connectionUser.js';
import type { FeedPorts, FeedSocket } from './feedPorts.js';
import type { Link } from './feedState.js';
import { reconnectDelayMs } from './reconnectDelay.js';
import { BLOCKED_ATTEMPTS, TransportChoice } from './transportChoice.js';

/** Interval between heartbeats until the gateway's hello gives it, in milliseconds. */
const FIRST_HEARTBEAT_MS = 15_000;
/** Longest wait for the answer to a ping, in milliseconds; after it the connection counts as lost. */
const PONG_MS = 5_000;
/** Age in milliseconds from which a connection counts as stable: the next reconnect delay is short again. */
const STABLE_MS = 10_000;
/** Status of an ordinary request to an address that is served as a stream. */
const NOT_ACCEPTABLE = 406;
const UNKNOWN_VERSION = 'This page and its server are of different versions. Load the page again.';
const NOT_FOUND = 'There is no such job.';
const REFUSED = 'The server has closed the connection, and says that coming back is of no use.';

/**
 * A connection to the gateway that stays: one that is lost is opened again with growing delays, one without a message for two
 * heartbeats is lost. It is a WebSocket, or server-sent events: where two attempts in a row bring no hello although the
 * address answers an ordinary request, the other transport is tried.
 */
export class Connection {
  #socket: FeedSocket | undefined;
  readonly #transport: TransportChoice;
  #cancel: Cancel = () => undefined;
  #heartbeatMs = FIRST_HEARTBEAT_MS;
  #attempt = 0;
  #helloAt: number | undefined;
  #lastMessageAt: number;
  #isLostTold = false;
  #hasEnded = false;

  constructor(
    private readonly ports: FeedPorts,
    private readonly user: ConnectionUser,
  ) {
    this.#transport = new TransportChoice(ports);
    this.#lastMessageAt = ports.time.now();
  }

  start(): void {
    this.user.link({ kind: 'connecting' });
    this.#connect();
  }

  stop(): void {
    this.#hasEnded = true;
    this.#cancel();
    this.#drop();
  }

  /** The page is visible again: makes sure that the connection lives, or opens one at once. */
  wake(): void {
    if (this.#hasEnded) return;
    if (this.#socket === undefined) this.#connect();
    else if (this.#helloAt === undefined) return;
    else if (this.#transport.current === 'socket') {
      this.#socket.send('{"type":"ping"}');
      this.#expectWithin(PONG_MS);
    } else if (this.ports.time.now() - this.#lastMessageAt > this.#heartbeatMs) {
      // Nothing can be asked over server-sent events; a beat is overdue.
      this.#drop();
      this.#connect();
    }
  }

  #connect(): void {
    this.#cancel();
    try {
      this.#socket = this.ports.open[this.#transport.current](this.user.address(), {
        message: data => this.#receive(data),
        closed: code => this.#closed(code),
      });
    } catch {
      this.#transport.useOther();
      this.#lost();
      return;
    }
    this.#expectWithin(2 * this.#heartbeatMs);
  }

  /** Waits so long for a message. */
  #expectWithin(ms: number): void {
    this.#cancel();
    this.#cancel = this.ports.time.after(ms, () => {
      if (this.#helloAt === undefined) this.#askWhy(BLOCKED_ATTEMPTS);
      else this.#lost();
    });
  }

  #receive(data: unknown): void {
    this.#lastMessageAt = this.ports.time.now();
    this.#expectWithin(2 * this.#heartbeatMs);
    const message = this.user.take(data);
    if (message === 'broken') this.#lost();
    else if (message?.type === 'hello') this.#greeted(message);
    else if (message?.retry === false) {
      this.#end(message.type === 'bye' ? { kind: 'over' } : { kind: 'refused', message: message.message });
    }
  }

  #greeted({ protocol, heartbeatMs }: Extract<ControlMessage, { readonly type: 'hello' }>): void {
    this.#helloAt = this.#lastMessageAt;
    this.#heartbeatMs = heartbeatMs;
    this.#isLostTold = false;
    this.#transport.works();
    if (protocol !== PROTOCOL_VERSION) this.#end({ kind: 'refused', message: UNKNOWN_VERSION });
  }

  #closed(code: number): void {
    const next = afterClose(code);
    if (next === 'over') this.#end({ kind: 'over' });
    else if (next === 'refused') this.#end({ kind: 'refused', message: code === 4404 ? NOT_FOUND : REFUSED });
    else if (this.#helloAt === undefined) this.#askWhy(1);
    else this.#lost();
  }

  /**
   * A browser doesn't say why a connection was refused; the same address as a request does. Where that is answered,
   * `attempts` more have failed.
   */
  #askWhy(attempts: number): void {
    const socket = this.#socket;
    const { time, ask } = this.ports;
    const isOver = (): boolean => this.#hasEnded || this.#socket !== socket || this.#helloAt !== undefined;
    this.#cancel();
    this.#cancel = time.after(2 * FIRST_HEARTBEAT_MS, () => this.#lost());
    ask(this.user.address()).then(
      refused => {
        if (isOver()) return;
        if (refused !== undefined && refusesForGood(refused.status)) {
          this.#end({ kind: 'refused', message: refused.message });
          return;
        }
        if (refused?.status === NOT_ACCEPTABLE) this.#transport.blocked(attempts);
        this.#lost();
      },
      () => {
        if (!isOver()) this.#lost();
      },
    );
  }

  #lost(): void {
    const { time } = this.ports;
    const isGreeted = this.#helloAt !== undefined;
    if (time.now() - (this.#helloAt ?? Infinity) >= STABLE_MS) this.#attempt = 0;
    this.#drop();
    const pauseMs = reconnectDelayMs(this.#attempt, time.random());
    this.#attempt += 1;
    this.#cancel();
    this.#cancel = time.after(pauseMs, () => this.#connect());
    if (!isGreeted && this.#isLostTold) return;
    this.#isLostTold = true;
    this.user.link({ kind: 'lost', since: this.#lastMessageAt });
  }

  #end(link: Link): void {
    this.stop();
    this.user.link(link);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#helloAt = undefined;
    socket?.close();
  }
}
