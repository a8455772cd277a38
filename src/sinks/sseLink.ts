import type { ServerResponse } from 'node:http';
import type { Frame } from './frame.js';
import type { Link, Progress } from './link.js';
import { takenMark } from './takenMark.js';

/** A comment: it keeps proxies from closing the connection, and no client sees it. */
const COMMENT = Buffer.from(':\n\n');
/** The headers of a stream of events. `no-transform` keeps compression, which would hold events back, away. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};
const nothing = (): void => undefined;

/** A client on server-sent events. What it has read isn't known, only what the kernel has taken. */
export class SseLink implements Link {
  #room: () => void = nothing;
  #gone: () => void = nothing;
  #ended = false;

  constructor(private readonly response: ServerResponse) {
    response.on('drain', this.#onDrain);
    response.on('close', this.#onEnd);
    response.on('error', nothing);
  }

  get open(): boolean {
    return !this.#ended && !this.response.writableEnded && !this.response.destroyed;
  }

  get backlog(): number {
    return this.response.writableLength;
  }

  send({ sse }: Frame): void {
    this.#write(sse);
  }

  beat(): void {
    this.#write(COMMENT);
  }

  onRoom(listener: () => void): void {
    this.#room = listener;
  }

  onGone(listener: () => void): void {
    this.#gone = listener;
    if (this.response.closed || this.response.destroyed) this.#onEnd();
  }

  end(): void {
    this.#ended = true;
    this.response.end();
  }

  destroy(): void {
    this.#ended = true;
    this.response.destroy();
  }

  leave(): void {
    this.#room = this.#gone = nothing;
    this.response.off('drain', this.#onDrain);
    this.response.off('close', this.#onEnd);
  }

  progress(): Progress {
    const { socket } = this.response;
    return {
      owes: this.backlog > 0,
      mark: socket === null ? '' : takenMark(socket),
    };
  }

  #write(bytes: Buffer): void {
    if (this.open) this.response.write(bytes);
  }

  readonly #onDrain = (): void => {
    this.#room();
  };

  readonly #onEnd = (): void => {
    const gone = this.#gone;
    this.#gone = nothing;
    gone();
  };
}
