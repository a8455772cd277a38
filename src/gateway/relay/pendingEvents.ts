import type { WatchEvent } from '../../core/event.js';
import type { ErrorMessage } from '../../core/message.js';

/** Maximum number of events of one append. */
export const MAX_BATCH = 100;

/** Events of a watch, in order, that aren't in the log yet, and the error that follows them. */
export class PendingEvents {
  #events: WatchEvent[] = [];
  #failure: ErrorMessage | undefined;

  get events(): readonly WatchEvent[] {
    return this.#events;
  }

  /** The error that ended the watch. */
  get failure(): ErrorMessage | undefined {
    return this.#failure;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#failure === undefined;
  }

  push(event: WatchEvent): void {
    this.#events.push(event);
  }

  fail(failure: ErrorMessage): void {
    this.#failure = failure;
  }

  /** Removes the first events. */
  drop(count: number): void {
    this.#events = this.#events.slice(count);
  }

  clear(): void {
    this.#events = [];
    this.#failure = undefined;
  }
}
