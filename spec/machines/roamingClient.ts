import { createReplica, type Replica } from '../../src/core/replica.js';
import { formatPosition } from '../../src/core/position.js';
import type { ServerMessage } from '../../src/core/message.js';
import { SseClient, WsClient, type TestClient } from '../support/gatewayClients.js';
import { stepsText } from '../support/relayedGateways.js';

/** How a client connects. */
export type Form = 'WebSocket' | 'SSE';

/** Pause before a client connects again, in milliseconds. */
const RECONNECT_MS = 50;
/** Time after which a client gives up a connection that hasn't greeted it, in milliseconds, and tries another. */
const GREETING_MS = 1_000;

/**
 * A client of a load balancer with gateways behind it: it connects again, with its position, whenever its connection ends,
 * until it is told that the job is over. `tell` receives what it was told at each position.
 */
export class RoamingClient {
  readonly replica: Replica = createReplica();
  /** Number of connections that went on from the client's position, and of those that began with a snapshot. */
  readonly greetings = { resumed: 0, anew: 0 };
  /** Number of snapshots, in whole. */
  snapshots = 0;
  isOver = false;
  failure: unknown;
  readonly ended: Promise<void>;
  #connection: TestClient | undefined;
  #isStopped = false;

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly form: Form,
    private readonly tell: (what: string, position: string, content: string) => void,
  ) {
    this.ended = this.#run();
  }

  /** Leaves the present connection for another one, as a page does whose connection has been silent for long. */
  leave(): void {
    this.#connection?.drop();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.leave();
    await this.ended;
  }

  async #run(): Promise<void> {
    while (!this.isOver && !this.#isStopped && this.failure === undefined) {
      await this.#connect();
      await new Promise(resolve => setTimeout(resolve, RECONNECT_MS));
    }
  }

  async #connect(): Promise<void> {
    const { position } = this.replica;
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    const after = position === undefined ? '' : formatPosition(position);
    let connection: TestClient;
    if (this.form === 'SSE') {
      if (after !== '') headers['last-event-id'] = after;
      connection = new SseClient(this.url, headers);
    } else connection = new WsClient(after === '' ? this.url : `${this.url}?after=${after}`, { headers });
    this.#connection = connection;
    const timer = setTimeout(() => {
      connection.drop();
    }, GREETING_MS);
    connection.onMessage = message => {
      clearTimeout(timer);
      try {
        this.#take(message);
      } catch (error) {
        this.failure ??= error;
        connection.drop();
      }
    };
    await connection.ended;
    clearTimeout(timer);
  }

  #take(message: ServerMessage): void {
    this.replica.apply(message);
    if (message.type === 'hello') this.greetings[message.resumed ? 'resumed' : 'anew'] += 1;
    if (message.type === 'snapshot' && !message.more) this.snapshots += 1;
    if (message.type === 'bye' || message.type === 'error') this.isOver = !message.retry;
    const { position, steps } = this.replica;
    if (message.type === 'event') this.tell('event', formatPosition(message), JSON.stringify(message.event));
    if (position !== undefined && 'seq' in message)
      this.tell('steps', formatPosition(position), stepsText(steps));
  }
}
