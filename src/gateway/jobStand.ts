import type { WatchEvent, WatchedJob } from '../core/event.js';
import type { Staleness, WatchState } from '../core/message.js';

/** How the watch of a job stands, apart from its steps. */
export class JobStand {
  #job: WatchedJob | undefined;
  #synced = false;
  #stale: Staleness | undefined;
  #staleAt = 0;
  #done = false;

  take(event: WatchEvent, now: number): void {
    switch (event.type) {
      case 'job':
        this.#job = event.job;
        break;
      case 'done':
        this.#job = event.job;
        this.#done = true;
        break;
      case 'synced':
        this.#synced = true;
        break;
      case 'stale':
        this.#stale = { ageMs: event.ageMs, cause: event.cause };
        this.#staleAt = now;
        break;
      case 'fresh':
        this.#stale = undefined;
        break;
      case 'step':
        break;
    }
  }

  /** As a message has it. What is stale has grown older since. */
  state(now: number): WatchState {
    const stale = this.#stale && { ...this.#stale, ageMs: this.#stale.ageMs + now - this.#staleAt };
    return {
      ...(this.#job && { job: this.#job }),
      synced: this.#synced,
      ...(stale && { stale }),
      done: this.#done,
    };
  }
}
