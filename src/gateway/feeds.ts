import { Subscription, type Observable } from 'rxjs';
import type { WatchEvent } from '../core/event.js';
import type { Position } from '../core/position.js';
import type { Cancel, Time } from '../core/time.js';
import type { Client, Source } from './client.js';
import { Feed, type FeedSettings } from './feed.js';

/** Milliseconds that a job is followed on after its last client has left: most of them come back. */
export const LINGER_MS = 10_000;

/** How jobs are followed. */
export interface FeedsSettings extends Omit<FeedSettings, 'monotonic'> {
  readonly time: Time;
  /** Milliseconds that a job is followed on after its last client has left. */
  readonly lingerMs: number;
  /** Jobs that are followed at once. */
  readonly maxJobs: number;
}

interface Running {
  readonly feed: Feed;
  readonly subscription: Subscription;
  /** Takes back that it is forgotten soon: set while nobody is there, and once the watch has failed. */
  stay?: Cancel | undefined;
}

/** The jobs that have clients, each followed once. */
export class Feeds {
  readonly #running = new Map<string, Running>();

  constructor(
    private readonly watch: (jobName: string) => Observable<WatchEvent>,
    private readonly settings: FeedsSettings,
  ) {}

  get size(): number {
    return this.#running.size;
  }

  /** Whether a client of this job may come: not where that would be one job too many. */
  hasRoom(jobName: string): boolean {
    return this.#running.has(jobName) || this.#running.size < this.settings.maxJobs;
  }

  /** Lets a client follow a job; answers how it leaves. */
  join(jobName: string, after: Position | undefined, make: (source: Source) => Client): () => void {
    const running = this.#running.get(jobName) ?? this.#start(jobName);
    const { feed } = running;
    if (!feed.failed) running.stay?.();
    const client = make(feed);
    feed.join(client, after);
    return () => {
      feed.leave(client);
      if (feed.clients.size === 0 && !feed.failed) this.#linger(running);
    };
  }

  /** Follows nothing any more. */
  close(): void {
    for (const running of this.#running.values()) this.#stop(running);
  }

  #start(jobName: string): Running {
    const { time, heartbeatMs } = this.settings;
    const feed = new Feed(jobName, time.uniqueId(), { monotonic: time.monotonic, heartbeatMs });
    const subscription = new Subscription();
    const running: Running = { feed, subscription };
    this.#running.set(jobName, running);
    const fail = (error: unknown): void => {
      subscription.unsubscribe();
      feed.fail(error);
      // Not at once: those who come back in a hurry get the same answer, and cost no call.
      this.#linger(running);
    };
    subscription.add(
      this.watch(jobName).subscribe({
        next: event => {
          try {
            feed.take(event);
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

  #linger(running: Running): void {
    const { time, lingerMs } = this.settings;
    running.stay?.();
    running.stay = time.afterUnref(lingerMs, () => {
      this.#stop(running);
    });
  }

  #stop({ feed, subscription, stay }: Running): void {
    stay?.();
    subscription.unsubscribe();
    if (this.#running.get(feed.jobName)?.feed === feed) this.#running.delete(feed.jobName);
  }
}
