import { PollLagError } from '../../core/errors.js';
import type { Clock } from '../../core/time.js';
import type { Feed } from '../feed.js';

/**
 * Tells the clients of a feed that what they have is stale, where this gateway hasn't had all of the log for longer than a
 * lease holds, and that it is as the log says once it has.
 */
export class StaleOverlay {
  /** Monotonic moment at which this gateway was last known to have all of the log. */
  #since: number;
  #isShown = false;

  constructor(
    private readonly feed: Feed,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly limitMs: number,
  ) {
    this.#since = clock.monotonic();
  }

  /** This gateway has all of the log at present, and what clients were told stays. */
  restart(): void {
    this.#since = this.clock.monotonic();
  }

  /** The feed has told its clients otherwise by itself. */
  forget(): void {
    this.#isShown = false;
  }

  /** This gateway has all of the log at present: clients are told so. */
  hide(): void {
    this.restart();
    if (!this.#isShown) return;
    this.#isShown = false;
    this.feed.overlay(undefined);
  }

  showIfDue(): void {
    const { feed } = this;
    const ageMs = this.clock.monotonic() - this.#since;
    const isKnown = feed.position !== undefined && feed.status.stale === undefined;
    if (this.#isShown || ageMs < this.limitMs || !isKnown) return;
    this.#isShown = true;
    feed.overlay({ type: 'stale', jobName: feed.jobName, ageMs, cause: new PollLagError(ageMs) });
  }
}
