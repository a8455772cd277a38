import type { Frame } from './frame.js';
import { DEAF, type CloseListener, type DrainListener, type Link } from './link.js';
import { CLOSED, OPEN, type WebSocketLike } from './webSocketLike.js';

/** Number of bytes after which a ping is sent: its pong acknowledges that they were read. */
const PING_BYTES = 64 * 1024;
const TEXT = { binary: false };
const NONE: readonly number[] = [];

/**
 * A client on a WebSocket whose events are passed on to it. A ping follows every 64 KB. Bytes that no pong has
 * acknowledged count as backlog, wherever they are: in this process, in a kernel, or on the network.
 *
 * A gateway has thousands of them, so it consists of numbers where it can.
 */
export class SocketLink<S extends WebSocketLike = WebSocketLike> implements Link {
  #onDrain: DrainListener = DEAF;
  #onClose: CloseListener = DEAF;
  /** Number of bytes that were sent, that a ping follows, and that a pong has acknowledged. */
  #sent = 0;
  #pinged = 0;
  #acknowledged = 0;
  /** Number of pings that were sent: the name of the last one. */
  #pings = 0;
  /** Number of bytes that were sent before each ping that isn't acknowledged yet, oldest first. */
  #pending = NONE;

  constructor(protected readonly socket: S) {}

  get open(): boolean {
    return this.socket.readyState === OPEN;
  }

  get backlog(): number {
    return this.#canPing ? this.#sent - this.#acknowledged : this.socket.bufferedAmount;
  }

  get pending(): boolean {
    return this.#pending.length > 0 || this.socket.bufferedAmount > 0;
  }

  /** Bytes that the kernel accepts are progress only where no pongs show what the client has read. */
  get position(): number {
    return this.#canPing ? this.#pings - this.#pending.length : this.#sent - this.socket.bufferedAmount;
  }

  get #canPing(): boolean {
    return this.socket.ping !== undefined && this.socket.on !== undefined;
  }

  send(frame: Frame): void {
    if (!this.open) return;
    this.#sent += frame.bytes.length;
    if (!this.#canPing) {
      this.socket.send(frame.text);
      return;
    }
    this.write(frame);
    if (this.#sent - this.#pinged >= PING_BYTES) this.heartbeat();
  }

  heartbeat(): void {
    if (!this.open || !this.#canPing) return;
    this.#pinged = this.#sent;
    this.#pending = [...this.#pending, this.#sent];
    this.socket.ping?.(String(++this.#pings));
  }

  onDrain(listener: DrainListener): void {
    this.#onDrain = listener;
  }

  onClose(listener: CloseListener): void {
    this.#onClose = listener;
    if (this.socket.readyState === CLOSED) this.closed();
  }

  end(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  destroy(): void {
    if (this.socket.terminate === undefined) this.socket.close();
    else this.socket.terminate();
  }

  detach(): void {
    this.#onDrain = this.#onClose = DEAF;
  }

  /** The socket is closed. */
  closed(): void {
    const listener = this.#onClose;
    this.#onClose = DEAF;
    listener.closed();
  }

  /** A pong has arrived. Returns whether it answers a ping. */
  acknowledge(data: Uint8Array): boolean {
    const name = String(data);
    const first = this.#pings - this.#pending.length + 1;
    const index = this.#pending.findIndex((_, n) => String(first + n) === name);
    const read = this.#pending[index];
    if (read === undefined) return false;
    // A pong acknowledges all pings before it, too.
    this.#pending = index + 1 < this.#pending.length ? this.#pending.slice(index + 1) : NONE;
    // A forged pong can't acknowledge bytes that haven't left the socket.
    this.#acknowledged = Math.max(
      this.#acknowledged,
      Math.min(read, this.#sent - this.socket.bufferedAmount),
    );
    this.#onDrain.drained();
    return true;
  }

  /** Sends a message on a socket with pings. */
  protected write({ bytes }: Frame): void {
    this.socket.send(bytes, TEXT);
  }
}
