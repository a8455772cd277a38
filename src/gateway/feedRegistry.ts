import type { Position } from '../core/position.js';
import type { Cancel, Time } from '../core/time.js';
import type { Client } from './client.js';
import type { UpdateSource } from './updateSource.js';
import type { Feed } from './feed.js';

/** How long a job is still followed after its last client has left, in milliseconds: most clients reconnect. */
export const LINGER_MS = 10_000;

/** A feed, and what feeds it. */
export interface RunningFeed {
  readonly feed: Feed;
  /** Stops following the job. */
  readonly stop: () => void;
}

/** Makes the feed of a job, and begins to feed it. `onFailed` is called once where the watch fails, after the feed has. */
export type StartFeed = (jobName: string, onFailed: () => void) => RunningFeed;

/** The clients of a feed. */
export interface Group {
  /** The job that they follow; undefined for the fleet. */
  readonly jobName?: string;
  readonly leave: (client: Client) => void;
  /** Asks again what else a client may see. */
  readonly review?: (client: Client) => Promise<void>;
}

/** Settings for following jobs. */
export interface FeedRegistrySettings {
  readonly time: Time;
  /** How long a job is still followed after its last client has left, in milliseconds. */
  readonly lingerMs: number;
  /** Maximum number of jobs that are followed at once. */
  readonly maxJobs: number;
}

interface ActiveFeed extends RunningFeed, Group {
  /** Cancels the removal, which is due while the feed has no clients or its watch has failed. */
  cancelRemoval?: Cancel | undefined;
}

/** The feeds of all jobs that have clients. */
export class FeedRegistry {
  readonly #active = new Map<string, ActiveFeed>();

  constructor(
    private readonly startFeed: StartFeed,
    private readonly settings: FeedRegistrySettings,
  ) {}

  get size(): number {
    return this.#active.size;
  }

  /** Whether a client of this job can be added without exceeding the maximum number of jobs. */
  accepts(jobName: string): boolean {
    return this.#active.has(jobName) || this.#active.size < this.settings.maxJobs;
  }

  /** Adds a client to the feed of a job, which is started where needed. Returns the group that the client is to leave. */
  join(jobName: string, after: Position | undefined, make: (source: UpdateSource) => Client): Group {
    const active = this.#active.get(jobName) ?? this.#start(jobName);
    const { feed } = active;
    if (!feed.failed) active.cancelRemoval?.();
    feed.join(make(feed), after);
    return active;
  }

  /** Stops following all jobs. */
  close(): void {
    for (const active of this.#active.values()) this.#remove(active);
  }

  #start(jobName: string): ActiveFeed {
    const onFailed = (): void => {
      const failed = this.#active.get(jobName);
      // Removed later: clients that reconnect at once receive the same error without another call.
      if (failed !== undefined) this.#removeLater(failed);
    };
    const leave = (client: Client): void => {
      active.feed.leave(client);
      if (active.feed.clients.size === 0 && !active.feed.failed) this.#removeLater(active);
    };
    const active: ActiveFeed = { ...this.startFeed(jobName, onFailed), jobName, leave };
    this.#active.set(jobName, active);
    if (active.feed.failed) this.#removeLater(active);
    return active;
  }

  #removeLater(active: ActiveFeed): void {
    const { time, lingerMs } = this.settings;
    active.cancelRemoval?.();
    active.cancelRemoval = time.afterUnref(lingerMs, () => {
      this.#remove(active);
    });
  }

  #remove({ feed, stop, cancelRemoval }: ActiveFeed): void {
    cancelRemoval?.();
    stop();
    if (this.#active.get(feed.jobName)?.feed === feed) this.#active.delete(feed.jobName);
  }
}
