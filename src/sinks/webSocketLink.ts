import type { Frame } from './frame.js';
import type { Link, Progress } from './link.js';
import { CLOSED, OPEN, type WebSocketLike } from './webSocketLike.js';

/** So many bytes are followed by a ping, whose pong says that they were read. */
const PING_BYTES = 64 * 1024;
const TEXT = { binary: false };
const nothing = (): void => undefined;

/**
 * A client on a WebSocket. A ping goes out behind every 64 KB; what no pong has answered yet counts as
 * backlog, wherever it is: in this process, in a kernel, or on the way.
 */
export class WebSocketLink implements Link {
  #room: () => void = nothing;
  #gone: () => void = nothing;
  /** Bytes that were sent, and how many of them a ping follows, and how many a pong has answered. */
  #sent = 0;
  #asked = 0;
  #answered = 0;
  /** Pings that were sent, and answered. */
  #pings = 0;
  #pongs = 0;
  /** For each ping without a pong, the bytes that were sent before it. */
  readonly #unanswered = new Map<string, number>();

  readonly #canPing: boolean;

  constructor(
    private readonly socket: WebSocketLike,
    /**
     * Writes a whole message to the connection under the socket, for whoever has that: its header is made
     * once for all clients then, and it is one buffer instead of two. Only where nothing is compressed, so
     * that nothing waits in the socket.
     */
    private readonly write?: (framed: Buffer) => void,
  ) {
    this.#canPing = socket.ping !== undefined && socket.on !== undefined;
    socket.addEventListener('close', this.#onEnd);
    // Without a listener an error of the socket would end the process; 'close' comes behind it.
    socket.addEventListener('error', nothing);
    socket.on?.('pong', this.#onPong);
  }

  get open(): boolean {
    return this.socket.readyState === OPEN;
  }

  get backlog(): number {
    return this.#canPing ? this.#sent - this.#answered : this.socket.bufferedAmount;
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
    if (this.#sent - this.#asked >= PING_BYTES) this.beat();
  }

  beat(): void {
    if (!this.open || !this.#canPing) return;
    const name = String(++this.#pings);
    this.#asked = this.#sent;
    this.#unanswered.set(name, this.#sent);
    this.socket.ping?.(name);
  }

  onRoom(listener: () => void): void {
    this.#room = listener;
  }

  onGone(listener: () => void): void {
    this.#gone = listener;
    if (this.socket.readyState === CLOSED) this.#onEnd();
  }

  end(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  destroy(): void {
    if (this.socket.terminate === undefined) this.socket.close();
    else this.socket.terminate();
  }

  leave(): void {
    this.#room = this.#gone = nothing;
    this.socket.removeEventListener('close', this.#onEnd);
    this.socket.off?.('pong', this.#onPong);
  }

  progress(): Progress {
    const { bufferedAmount } = this.socket;
    return {
      owes: bufferedAmount > 0 || this.#unanswered.size > 0,
      // What a kernel takes is no sign of life, where there is a better one.
      mark: String(this.#canPing ? this.#pongs : this.#sent - bufferedAmount),
    };
  }

  readonly #onPong = (data: Uint8Array): void => {
    const name = String(data);
    const read = this.#unanswered.get(name);
    if (read === undefined) return;
    // A pong may stand for all pings before it.
    for (const older of this.#unanswered.keys()) {
      this.#unanswered.delete(older);
      if (older === name) break;
    }
    this.#pongs += 1;
    // Whoever answers before it can have read is believed no more than that.
    this.#answered = Math.max(this.#answered, Math.min(read, this.#sent - this.socket.bufferedAmount));
    this.#room();
  };

  readonly #onEnd = (): void => {
    const gone = this.#gone;
    this.#gone = nothing;
    gone();
  };
}
