import type { ServerResponse } from 'node:http';
import type { Frame } from './frame.js';
import { DEAF, type CloseListener, type DrainListener, type Link } from './link.js';
import { writePosition } from './writePosition.js';

/** A comment, which clients ignore: it keeps proxies from closing an idle connection. */
const COMMENT = Buffer.from(':\n\n');
/** Headers of an event stream. `no-transform` keeps proxies from compressing it, which would delay events. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};
const nothing = (): void => undefined;

/**
 * A client on server-sent events. Such a client can't acknowledge what it has read: bytes count as acknowledged once the
 * kernel has accepted them.
 */
export class SseLink implements Link {
  #drainListener: DrainListener = DEAF;
  #closeListener: CloseListener = DEAF;
  #ended = false;

  constructor(private readonly response: ServerResponse) {
    response.on('drain', this.#onDrain);
    response.on('close', this.#onClose);
    response.on('error', nothing);
  }

  get open(): boolean {
    return !this.#ended && !this.response.writableEnded && !this.response.destroyed;
  }

  get backlog(): number {
    return this.response.writableLength;
  }

  get pending(): boolean {
    return this.backlog > 0;
  }

  get position(): string {
    const { socket } = this.response;
    return socket === null ? '' : writePosition(socket);
  }

  send({ sse }: Frame): void {
    this.#write(sse);
  }

  heartbeat(): void {
    this.#write(COMMENT);
  }

  onDrain(listener: DrainListener): void {
    this.#drainListener = listener;
  }

  onClose(listener: CloseListener): void {
    this.#closeListener = listener;
    if (this.response.closed || this.response.destroyed) this.#onClose();
  }

  end(): void {
    this.#ended = true;
    this.response.end();
  }

  destroy(): void {
    this.#ended = true;
    this.response.destroy();
  }

  detach(): void {
    this.#drainListener = this.#closeListener = DEAF;
    this.response.off('drain', this.#onDrain);
    this.response.off('close', this.#onClose);
  }

  #write(bytes: Buffer): void {
    if (this.open) this.response.write(bytes);
  }

  readonly #onDrain = (): void => {
    this.#drainListener.drained();
  };

  readonly #onClose = (): void => {
    const listener = this.#closeListener;
    this.#closeListener = DEAF;
    listener.closed();
  };
}
