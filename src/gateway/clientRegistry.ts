import { gatewayTrace } from '../api/channels.js';
import type { ClientsView, GatewayContext } from '../core/telemetry.js';
import type { Cancel, Time } from '../core/time.js';
import { everyRound, heartbeatMsOf } from '../sinks/heartbeat.js';
import type { Link } from '../sinks/link.js';
import { StallDetector } from '../sinks/stallDetector.js';
import { Client, type Ending } from './client.js';
import type { UpdateSource } from './updateSource.js';

/** Number of checks of all clients between two heartbeats of one. */
const CHECKS_PER_HEARTBEAT = 20;
/** The same for messages without content: a client that was sent one before half of the interval waits for the next turn. */
const CHECKS_PER_BEAT: number = CHECKS_PER_HEARTBEAT / 2;
/** Grace period for a connection that the gateway has ended to close, as a number of checks. */
const GRACE_CHECKS = 10;

/** All clients of all jobs, and the one timer that sends heartbeats and cuts off unresponsive clients. */
export class ClientRegistry implements ClientsView {
  readonly kind = 'gateway';
  readonly #clients = new Set<Client>();
  /** Number of checks, and of clients, so far. */
  #round = 0;
  #added = 0;
  readonly #heartbeatMs: number;
  readonly #checkMs: number;
  readonly #stopTimer: Cancel;
  #onEmpty: () => void = () => undefined;

  constructor(
    private readonly stallMs: number,
    private readonly time: Time,
  ) {
    this.#heartbeatMs = heartbeatMsOf(stallMs);
    this.#checkMs = this.#heartbeatMs / CHECKS_PER_HEARTBEAT;
    this.#stopTimer = everyRound(time, this.#checkMs, (now, round) => {
      this.#check(now, round);
    });
  }

  get size(): number {
    return this.#clients.size;
  }

  /** Number of clients that are behind. */
  get behind(): number {
    let count = 0;
    for (const client of this.#clients) if (client.behind) count += 1;
    return count;
  }

  /** Bytes that were sent to all clients and not acknowledged. */
  get backlog(): number {
    let bytes = 0;
    for (const { link } of this.#clients) bytes += link.backlog;
    return bytes;
  }

  /** Creates and registers a client. Delete it once its connection is closed. */
  add(link: Link, source: UpdateSource): Client {
    const detector = new StallDetector(link, this.stallMs, this.#heartbeatMs, this.time.monotonic());
    const client = new Client(link, source, detector, this.#onConflated, this.#nextTurn());
    this.#clients.add(client);
    this.#trace('joined');
    return client;
  }

  delete(client: Client): void {
    this.#clients.delete(client);
    this.#trace('left');
    if (this.#clients.size === 0) this.#onEmpty();
  }

  /** Ends all clients in order, and cuts off those that are left after `drainMs`. Resolves once all are deleted. */
  async endAll(ending: Ending, drainMs: number): Promise<void> {
    for (const client of this.#clients) client.finish(ending);
    if (this.#clients.size > 0) {
      const cancelCutOff = this.time.after(drainMs, () => {
        for (const client of this.#clients) client.link.destroy();
      });
      await new Promise<void>(resolve => {
        this.#onEmpty = resolve;
      });
      cancelCutOff();
    }
    this.#stopTimer();
  }

  /** Checks all clients, and sends heartbeats to a part of them: all at once would stop the event loop for too long. */
  #check(now: number, round: number): void {
    this.#round = round;
    for (const client of this.#clients) {
      client.catchUp();
      if (client.isUnresponsive(now, GRACE_CHECKS * this.#checkMs)) {
        this.#trace('dropped');
        client.link.destroy();
      } else this.#heartbeat(client, round - client.turn);
    }
    this.#trace('checked');
  }

  /** The check at which a new client has its first heartbeat: in the latter half of the interval, as it is sent a snapshot now. */
  #nextTurn(): number {
    this.#added += 1;
    return this.#round + CHECKS_PER_HEARTBEAT - (this.#added % CHECKS_PER_BEAT);
  }

  /** `since` is the number of checks since the first heartbeat of the client. */
  #heartbeat(client: Client, since: number): void {
    if (since % CHECKS_PER_HEARTBEAT === 0) client.link.heartbeat();
    if (since % CHECKS_PER_BEAT === 0) client.beat();
  }

  readonly #onConflated = (): void => {
    this.#trace('conflated');
  };

  #trace(kind: GatewayContext['kind']): void {
    gatewayTrace.point(() => ({ kind, clients: this }));
  }
}
