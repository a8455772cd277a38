import type { Frame } from './frame.js';
import type { Link, Progress } from './link.js';
import { CLOSED, OPEN, type WebSocketLike } from './webSocketLike.js';

/** Number of bytes after which a ping is sent: its pong acknowledges that they were read. */
const PING_BYTES = 64 * 1024;
const TEXT = { binary: false };
const nothing = (): void => undefined;

/**
 * A client on a WebSocket. A ping follows every 64 KB. Bytes that no pong has acknowledged count as backlog, wherever
 * they are: in this process, in a kernel, or on the network.
 */
export class WebSocketLink implements Link {
  #drained: () => void = nothing;
  #closed: () => void = nothing;
  #strayPong: () => void = nothing;
  /** Number of bytes that were sent, that a ping follows, and that a pong has acknowledged. */
  #sent = 0;
  #pinged = 0;
  #acknowledged = 0;
  /** Number of pings that were sent, and of pings that were acknowledged. */
  #pings = 0;
  #pongs = 0;
  /** Number of bytes that were sent before each pending ping, by its name. */
  readonly #pendingPings = new Map<string, number>();

  readonly #canPing: boolean;

  constructor(
    private readonly socket: WebSocketLike,
    /**
     * Writes a whole message to the connection below the socket, for servers that have access to it. The header is then
     * made once for all clients, and a message is one buffer instead of two. Only for connections without compression,
     * where no message waits in the socket.
     */
    private readonly write?: (framed: Buffer) => void,
  ) {
    this.#canPing = socket.ping !== undefined && socket.on !== undefined;
    socket.addEventListener('close', this.#onClose);
    // Without a listener an error of the socket would end the process. 'close' follows it.
    socket.addEventListener('error', nothing);
    socket.on?.('pong', this.#onPong);
  }

  get open(): boolean {
    return this.socket.readyState === OPEN;
  }

  get backlog(): number {
    return this.#canPing ? this.#sent - this.#acknowledged : this.socket.bufferedAmount;
  }

  send(frame: Frame): void {
    if (!this.open) return;
    this.#sent += frame.bytes.length;
    if (!this.#canPing) {
      this.socket.send(frame.text);
      return;
    }
    if (this.write === undefined) this.socket.send(frame.bytes, TEXT);
    else this.write(frame.framed);
    if (this.#sent - this.#pinged >= PING_BYTES) this.heartbeat();
  }

  heartbeat(): void {
    if (!this.open || !this.#canPing) return;
    const name = String(++this.#pings);
    this.#pinged = this.#sent;
    this.#pendingPings.set(name, this.#sent);
    this.socket.ping?.(name);
  }

  onDrain(listener: () => void): void {
    this.#drained = listener;
  }

  onClose(listener: () => void): void {
    this.#closed = listener;
    if (this.socket.readyState === CLOSED) this.#onClose();
  }

  /** Sets the listener that is called for each pong that answers no pending ping. */
  onStrayPong(listener: () => void): void {
    this.#strayPong = listener;
  }

  end(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  destroy(): void {
    if (this.socket.terminate === undefined) this.socket.close();
    else this.socket.terminate();
  }

  detach(): void {
    this.#drained = this.#closed = this.#strayPong = nothing;
    this.socket.removeEventListener('close', this.#onClose);
    this.socket.off?.('pong', this.#onPong);
  }

  progress(): Progress {
    const { bufferedAmount } = this.socket;
    return {
      pending: bufferedAmount > 0 || this.#pendingPings.size > 0,
      // Bytes that the kernel accepts are progress only where no pongs show what the client has read.
      position: String(this.#canPing ? this.#pongs : this.#sent - bufferedAmount),
    };
  }

  readonly #onPong = (data: Uint8Array): void => {
    const name = String(data);
    const read = this.#pendingPings.get(name);
    if (read === undefined) {
      this.#strayPong();
      return;
    }
    // A pong may acknowledge all pings before it, too.
    for (const older of this.#pendingPings.keys()) {
      this.#pendingPings.delete(older);
      if (older === name) break;
    }
    this.#pongs += 1;
    // A forged pong can't acknowledge bytes that haven't left the socket.
    this.#acknowledged = Math.max(
      this.#acknowledged,
      Math.min(read, this.#sent - this.socket.bufferedAmount),
    );
    this.#drained();
  };

  readonly #onClose = (): void => {
    const closed = this.#closed;
    this.#closed = nothing;
    closed();
  };
}
