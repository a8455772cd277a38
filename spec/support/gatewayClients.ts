import { isLeft } from 'fp-ts/lib/Either.js';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import type { ServerMessage } from '../../src/core/message.js';
import { ServerMessage as ServerMessageCodec } from '../../src/decode/message.js';
import { until } from './simulated.js';

/** How a connection ended: with the code and reason of a close, or how the response did. */
export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** A client of a gateway. */
export interface TestClient {
  /** All received messages, decoded. */
  readonly messages: readonly ServerMessage[];
  /** Called with each message, instead of keeping it. */
  onMessage: ((message: ServerMessage, id?: string) => void) | undefined;
  /** Resolves with the first `count` messages. */
  readonly first: (count: number) => Promise<readonly ServerMessage[]>;
  readonly ended: Promise<Ended>;
  /** Disconnects without a close. */
  readonly drop: () => void;
}

/** A message of the protocol, and nothing else. */
export function decoded(text: string): ServerMessage {
  const result = ServerMessageCodec.decode(JSON.parse(text));
  if (isLeft(result)) throw new Error(`not of the protocol: ${text}`);
  return result.right;
}

abstract class BaseClient implements TestClient {
  readonly messages: ServerMessage[] = [];
  onMessage: TestClient['onMessage'];
  abstract readonly ended: Promise<Ended>;
  abstract drop(): void;

  protected take(text: string, id?: string): void {
    const message = decoded(text);
    if (this.onMessage === undefined) this.messages.push(message);
    else this.onMessage(message, id);
  }

  async first(count: number): Promise<readonly ServerMessage[]> {
    await until(() => this.messages.length >= count);
    return this.messages.slice(0, count);
  }
}

/** A client on a WebSocket. */
export class WsClient extends BaseClient {
  readonly socket: WebSocket;
  readonly ended: Promise<Ended>;
  #pings = 0;

  constructor(url: string, options: ClientOptions = {}) {
    super();
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), options);
    this.socket.on('message', (data: Buffer) => {
      this.take(data.toString());
    });
    this.socket.on('error', () => undefined);
    this.ended = new Promise(resolve => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  async open(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open');
    return this;
  }

  /** Stops sending: no further message, pong or close leaves this client. */
  stopSending(): void {
    (this.socket as unknown as { readonly _socket: Socket })._socket.write = () => true;
  }

  /**
   * Sends a ping and resolves with its pong: both sides have then read everything that was sent before. Not for a client
   * that is behind, whose pings aren't answered.
   */
  roundTrip(): Promise<void> {
    const name = `ping ${this.#pings++}`;
    return new Promise(resolve => {
      const onPong = (data: Buffer): void => {
        if (String(data) !== name) return;
        this.socket.off('pong', onPong);
        resolve();
      };
      this.socket.on('pong', onPong);
      this.socket.ping(name);
    });
  }

  drop(): void {
    this.socket.terminate();
  }
}

/** Reads server-sent events, each as its lines. */
export function readEvents(response: IncomingMessage, take: (lines: readonly string[]) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text += part;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) take(event.split('\n'));
  });
}

/** A client on server-sent events: what a browser's `EventSource` does, on one connection. */
export class SseClient extends BaseClient {
  readonly response: Promise<IncomingMessage>;
  readonly ended: Promise<Ended>;
  /** The `Last-Event-ID` that a browser would send when it reconnects. */
  lastEventId = '';
  readonly #request: ReturnType<typeof get>;

  constructor(url: string, headers: Record<string, string> = {}) {
    super();
    this.#request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
    this.#request.on('error', () => undefined);
    this.response = new Promise((resolve, reject) => {
      this.#request.once('response', resolve).once('error', reject);
    });
    this.response.catch(() => undefined);
    this.ended = this.#read();
  }

  async #read(): Promise<Ended> {
    const response = await this.response.catch(() => undefined);
    if (response === undefined) return { code: 0, reason: 'no response' };
    readEvents(response, lines => this.#event(lines));
    await new Promise(resolve => response.once('close', resolve));
    return { code: response.statusCode ?? 0, reason: response.complete ? 'whole' : 'cut' };
  }

  #event(lines: readonly string[]): void {
    for (const line of lines) if (line.startsWith('id: ') || line === 'id:') this.lastEventId = line.slice(4);
    const data = lines.filter(line => line.startsWith('data: ')).map(line => line.slice(6));
    if (data.length > 0) this.take(data.join('\n'), this.lastEventId);
  }

  drop(): void {
    this.#request.destroy();
  }
}
