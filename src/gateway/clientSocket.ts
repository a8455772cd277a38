import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Frame } from '../sinks/frame.js';
import { MAX_BACKLOG_BYTES } from '../sinks/link.js';
import { SocketLink } from '../sinks/socketLink.js';
import { ClientMessagePolicy } from './clientMessagePolicy.js';
import { BEAT_FRAME } from './messageFrame.js';

/**
 * The WebSocket of one client. It answers the client's pings, and closes the connection after any other message. Pings count
 * as messages, and so do pongs that answer no ping of the gateway.
 */
export class ClientSocket extends SocketLink<WebSocket> {
  /** Undefined until the client sends something, which most never do. */
  #policy: ClientMessagePolicy | undefined;

  constructor(
    socket: WebSocket,
    /** The connection below the socket. */
    private readonly connection: Duplex,
    private readonly monotonic: () => number,
  ) {
    super(socket);
  }

  /** A message has arrived. */
  receive(data: RawData, isBinary: boolean): void {
    if (!this.open) return;
    switch (this.#rules.classify(textOf(data, isBinary), isBinary)) {
      case 'ping':
        if (this.#hasRoom) this.send(BEAT_FRAME);
        return;
      case 'binary':
        this.#close(1003, 'text only');
        return;
      case 'unknown':
        this.#close(1008, 'unknown message');
        return;
      case 'tooMany':
        this.#close(1008, 'too many messages');
    }
  }

  /** A ping of the protocol has arrived. */
  answer(ping: Buffer): void {
    if (this.#rules.exceedsRate()) this.#close(1008, 'too many messages');
    else if (this.#hasRoom) this.socket.pong(ping);
  }

  override acknowledge(pong: Uint8Array): boolean {
    const isExpected = super.acknowledge(pong);
    if (!isExpected && this.#rules.exceedsRate()) this.#close(1008, 'too many messages');
    return isExpected;
  }

  /**
   * Writes a whole message to the connection below the socket: its header is made once for all clients, and a message is one
   * buffer instead of two. There is no compression, and so no message waits in the socket.
   */
  protected override write({ framed }: Frame): void {
    this.connection.write(framed);
  }

  get #rules(): ClientMessagePolicy {
    return (this.#policy ??= new ClientMessagePolicy(this.monotonic));
  }

  get #hasRoom(): boolean {
    return this.open && this.backlog <= MAX_BACKLOG_BYTES;
  }

  #close(code: number, reason: string): void {
    if (!this.open) return;
    this.end(code, reason);
    // Further messages aren't read. The gateway cuts the connection off after the grace period.
    this.socket.pause();
  }
}

function textOf(data: RawData, isBinary: boolean): string {
  return isBinary || !(data instanceof Buffer) ? '' : data.toString('utf8');
}
