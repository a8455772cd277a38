import { everyUnref } from '../core/everyUnref.js';
import type { Cancel, Time } from '../core/time.js';
import type { Link } from '../sinks/link.js';
import { StallWatch } from '../sinks/stallWatch.js';
import { Client, type Ending, type UpdateSource } from './client.js';

/** In the time that a client may stall there are so many rounds, and three beats. */
const ROUNDS = 60;
const ROUNDS_A_BEAT = 20;
/** A connection that we have ended gets so many rounds to close by itself. */
const GRACE_ROUNDS = 10;

/** How often clients get a beat, in milliseconds. */
export const heartbeatMsOf = (stallMs: number): number => (stallMs / ROUNDS) * ROUNDS_A_BEAT;

/** All clients, whichever job they follow. One timer makes the rounds for them. */
export class ClientRegistry {
  readonly #clients = new Set<Client>();
  readonly #roundMs: number;
  readonly #stopTimer: Cancel;
  #rounds = 0;
  #onEmpty: () => void = () => undefined;

  constructor(
    private readonly stallMs: number,
    private readonly time: Time,
  ) {
    this.#roundMs = stallMs / ROUNDS;
    this.#stopTimer = everyUnref(time, this.#roundMs, () => {
      this.#round();
    });
  }

  get size(): number {
    return this.#clients.size;
  }

  /** How many are behind. */
  get behind(): number {
    let count = 0;
    for (const client of this.#clients) if (client.behind) count += 1;
    return count;
  }

  /** A client on a link; it is one of all until its connection is gone. */
  add(link: Link, source: UpdateSource): Client {
    const { stallMs } = this;
    // Two rounds less, so that whoever stalls is gone when the time is over, and not a round later.
    const stall = new StallWatch(
      link,
      stallMs - 2 * this.#roundMs,
      heartbeatMsOf(stallMs),
      this.time.monotonic(),
    );
    const client = new Client(link, source, stall);
    this.#clients.add(client);
    return client;
  }

  delete(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.#onEmpty();
  }

  /** Ends all in order. Resolves when they are gone; those who take too long are cut off. */
  async endAll(ending: Ending, drainMs: number): Promise<void> {
    for (const client of this.#clients) client.finish(ending);
    if (this.#clients.size > 0) {
      const inTime = this.time.after(drainMs, () => {
        for (const client of this.#clients) client.link.destroy();
      });
      await new Promise<void>(resolve => {
        this.#onEmpty = resolve;
      });
      inTime();
    }
    this.#stopTimer();
  }

  #round(): void {
    this.#rounds += 1;
    const beats = this.#rounds % ROUNDS_A_BEAT === 0;
    const now = this.time.monotonic();
    for (const client of this.#clients) {
      if (client.checkLost(now, GRACE_ROUNDS * this.#roundMs)) client.link.destroy();
      else if (beats) client.sendHeartbeat();
    }
  }
}
