import { Backlog } from './backlog.js';
import { closeCodeOf, errorMessage } from './errorMessage.js';
import { Frame } from './frame.js';
import type { Link } from './link.js';
import type { CheckedSinkOptions } from './sinkOptions.js';
import { toJson } from './toJson.js';

/** The close code of a WebSocket that ends in order. */
const NORMAL = 1000;

/** Sends values over a link as long as the client keeps up; what comes meanwhile waits in a backlog. */
export class Pump {
  readonly #backlog: Backlog;
  /** What is done once all is sent; undefined while values may come. */
  #last: (() => void) | undefined;

  constructor(
    private readonly link: Link,
    private readonly options: CheckedSinkOptions,
  ) {
    this.#backlog = new Backlog(options.keyOf);
  }

  /** Whether values are still taken. */
  get open(): boolean {
    return this.#last === undefined;
  }

  push(value: unknown): void {
    if (!this.open) return;
    try {
      this.#backlog.push(value);
    } catch (error) {
      this.fail(error);
    }
    this.flush();
  }

  /** Ends the connection behind all that waits. */
  complete(): void {
    this.#end(NORMAL, 'done');
  }

  /** Says what went wrong behind all that waits, and ends the connection. */
  fail(error: unknown): void {
    const message = errorMessage(error);
    this.#end(closeCodeOf(message), message.code, new Frame(toJson(message)));
  }

  /** Sends what the client has room for. */
  flush(): void {
    while (this.#backlog.size > 0 && this.link.backlog <= this.options.maxBacklogBytes) {
      this.#send(this.#backlog.shift());
    }
    if (this.#backlog.size === 0) this.#last?.();
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

  #end(code: number, reason: string, last?: Frame): void {
    if (!this.open) return;
    this.#last = () => {
      this.#last = () => undefined;
      if (last !== undefined) this.link.send(last);
      this.link.end(code, reason);
    };
    this.flush();
  }
}
