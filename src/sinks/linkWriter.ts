import { ConflatingQueue } from './conflatingQueue.js';
import { closeCodeOf, errorMessage } from './errorMessage.js';
import { Frame } from './frame.js';
import type { Link } from './link.js';
import type { CheckedSinkOptions } from './sinkOptions.js';
import { toJson } from './toJson.js';

/** Close code of a WebSocket that ends in order. */
const NORMAL_CLOSURE = 1000;

/** Writes values to a link while the client keeps up. Values that arrive while it is behind are queued and conflated. */
export class LinkWriter {
  readonly #queue: ConflatingQueue;
  /** Runs once everything is sent. Undefined while more values are accepted. */
  #onFlushed: (() => void) | undefined;

  constructor(
    private readonly link: Link,
    private readonly options: CheckedSinkOptions,
    /** Called for each value that isn't sent, as the client is behind and a later one has taken its place. */
    private readonly onConflated: () => void,
  ) {
    this.#queue = new ConflatingQueue(options.keyOf);
  }

  /** Whether values are still accepted. */
  get open(): boolean {
    return this.#onFlushed === undefined;
  }

  /** Whether values wait, as the client is behind. */
  get behind(): boolean {
    return this.#queue.size > 0;
  }

  push(value: unknown): void {
    if (!this.open) return;
    try {
      if (this.#queue.push(value)) this.onConflated();
    } catch (error) {
      this.fail(error);
    }
    this.flush();
  }

  /** Closes the connection after all queued values are sent. */
  complete(): void {
    this.#end(NORMAL_CLOSURE, 'done');
  }

  /** Sends an error message after all queued values, and closes the connection. */
  fail(error: unknown): void {
    const message = errorMessage(error);
    this.#end(closeCodeOf(message), message.code, new Frame(toJson(message)));
  }

  /** Sends queued values until the client is behind. */
  flush(): void {
    while (this.#queue.size > 0 && this.link.backlog <= this.options.maxBacklogBytes) {
      this.#send(this.#queue.shift());
    }
    if (this.#queue.size === 0) this.#onFlushed?.();
  }

  #send(value: unknown): void {
    let text: string;
    try {
      text = toJson(this.options.encode(value));
    } catch (error) {
      this.fail(error);
      return;
    }
    this.link.send(new Frame(text));
  }

  #end(code: number, reason: string, lastFrame?: Frame): void {
    if (!this.open) return;
    this.#onFlushed = () => {
      this.#onFlushed = () => undefined;
      if (lastFrame !== undefined) this.link.send(lastFrame);
      this.link.end(code, reason);
    };
    this.flush();
  }
}
