import { Subscription, type Observable } from 'rxjs';
import type { WatchEvent } from '../core/event.js';
import type { Position } from '../core/position.js';
import type { Cancel, Time } from '../core/time.js';
import type { Client, UpdateSource } from './client.js';
import { Feed, type FeedSettings } from './feed.js';

/** Milliseconds that a job is followed on after its last client has left: most of them come back. */
export const LINGER_MS = 10_000;

/** How jobs are followed. */
export interface FeedRegistrySettings extends Omit<FeedSettings, 'monotonic'> {
  readonly time: Time;
  /** Milliseconds that a job is followed on after its last client has left. */
  readonly lingerMs: number;
  /** Jobs that are followed at once. */
  readonly maxJobs: number;
}

interface ActiveFeed {
  readonly feed: Feed;
  readonly subscription: Subscription;
  /** Takes back that it is forgotten soon: set while nobody is there, and once the watch has failed. */
  cancelRemoval?: Cancel | undefined;
}

/** The jobs that have clients, each followed once. */
export class FeedRegistry {
  readonly #active = new Map<string, ActiveFeed>();

  constructor(
    private readonly watch: (jobName: string) => Observable<WatchEvent>,
    private readonly settings: FeedRegistrySettings,
  ) {}

  get size(): number {
    return this.#active.size;
  }

  /** Whether a client of this job may come: not where that would be one job too many. */
  accepts(jobName: string): boolean {
    return this.#active.has(jobName) || this.#active.size < this.settings.maxJobs;
  }

  /** Lets a client follow a job; answers how it leaves. */
  join(jobName: string, after: Position | undefined, make: (source: UpdateSource) => Client): () => void {
    const running = this.#active.get(jobName) ?? this.#start(jobName);
    const { feed } = running;
    if (!feed.failed) running.cancelRemoval?.();
    const client = make(feed);
    feed.join(client, after);
    return () => {
      feed.leave(client);
      if (feed.clients.size === 0 && !feed.failed) this.#removeLater(running);
    };
  }

  /** Follows nothing any more. */
  close(): void {
    for (const running of this.#active.values()) this.#remove(running);
  }

  #start(jobName: string): ActiveFeed {
    const { time, heartbeatMs } = this.settings;
    const feed = new Feed(jobName, time.uniqueId(), { monotonic: time.monotonic, heartbeatMs });
    const subscription = new Subscription();
    const running: ActiveFeed = { feed, subscription };
    this.#active.set(jobName, running);
    const fail = (error: unknown): void => {
      subscription.unsubscribe();
      feed.fail(error);
      // Not at once: those who come back in a hurry get the same answer, and cost no call.
      this.#removeLater(running);
    };
    subscription.add(
      this.watch(jobName).subscribe({
        next: event => {
          try {
            feed.publish(event);
          } catch (error) {
            fail(error);
          }
        },
        error: fail,
        complete: () => {
          feed.complete();
        },
      }),
    );
    return running;
  }

  #removeLater(running: ActiveFeed): void {
    const { time, lingerMs } = this.settings;
    running.cancelRemoval?.();
    running.cancelRemoval = time.afterUnref(lingerMs, () => {
      this.#remove(running);
    });
  }

  #remove({ feed, subscription, cancelRemoval }: ActiveFeed): void {
    cancelRemoval?.();
    subscription.unsubscribe();
    if (this.#active.get(feed.jobName)?.feed === feed) this.#active.delete(feed.jobName);
  }
}
