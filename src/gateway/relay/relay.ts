import { notice } from '../../api/trace.js';
import type { LogReader } from '../../core/jobLog.js';
import type { Position } from '../../core/position.js';
import type { RunningFeed } from '../feedRegistry.js';
import { LeaseKeeper } from './leaseKeeper.js';
import type { StartFleet } from '../fleet/startFleet.js';
import { relayedFleet } from './relayedFleet.js';
import { RelayedFeed } from './relayedFeed.js';
import type { RelayServices } from './relayServices.js';
import { whenTaken } from './whenTaken.js';

/** Settings of a relay. */
export type RelaySettings = Pick<RelayServices, 'log' | 'time' | 'watch' | 'heartbeatMs' | 'keptFailureMs'>;

/** The feeds of a gateway that shares the logs of its jobs with other gateways: its leases and its reader. */
export class Relay {
  readonly #feeds = new Map<string, RelayedFeed>();
  readonly #releases = new Set<Promise<void>>();
  readonly #services: RelayServices;
  #reader: LogReader | undefined;
  /** Whether it was told that the logs can't be used. */
  #isAwayTold = false;

  constructor(settings: RelaySettings) {
    const { log, time } = settings;
    this.#services = {
      ...settings,
      keeper: new LeaseKeeper(log, time, {
        onAway: error => {
          this.#reportAway(error);
        },
        onBack: () => {
          this.#isAwayTold = false;
          reportBack();
        },
      }),
      onRefused: error => {
        this.#reportAway(error);
      },
      reader: {
        follow: (jobName: string, after: Position) => {
          this.#reader ??= this.#read();
          this.#reader.follow(jobName, after);
        },
        unfollow: jobName => {
          this.#reader?.unfollow(jobName);
        },
      },
      release: (jobName, fence) => {
        const release = log
          .release(jobName, fence)
          .catch(() => undefined)
          .then(() => {
            this.#releases.delete(release);
          });
        this.#releases.add(release);
      },
    };
  }

  /** Number of jobs that this gateway polls. */
  get polled(): number {
    return [...this.#feeds.values()].filter(({ polls }) => polls).length;
  }

  /** Starts the feed of a job. */
  start(jobName: string, onFailed: () => void): RunningFeed {
    const relayed = new RelayedFeed(jobName, this.#services, onFailed);
    this.#feeds.set(jobName, relayed);
    relayed.start();
    const stop = (): void => {
      relayed.stop();
      if (this.#feeds.get(jobName) === relayed) this.#feeds.delete(jobName);
    };
    return { feed: relayed.feed, stop };
  }

  /** The fleet `name`, which is no name of a job, followed by one of the gateways. */
  fleet(watch: StartFleet, name: string): StartFleet {
    return relayedFleet(watch, name, this.#services);
  }

  /** Stops all feeds. Resolves once their leases were given back, and other gateways hold them that want to. */
  async handOver(): Promise<void> {
    const polled = [...this.#feeds].filter(([, { polls }]) => polls).map(([jobName]) => jobName);
    this.#stop();
    if (this.#services.keeper.isAway) return;
    await Promise.all(this.#releases);
    await whenTaken(this.#services.log, polled, this.#services.time);
  }

  /** Stops all feeds. Resolves once their leases were given back and nothing is left of the reader. */
  async close(): Promise<void> {
    this.#stop();
    await Promise.all([...this.#releases, this.#reader?.close().catch(() => undefined)]);
  }

  #stop(): void {
    for (const relayed of this.#feeds.values()) relayed.stop();
    this.#feeds.clear();
  }

  #reportAway(error: unknown): void {
    if (!this.#isAwayTold) reportAway(error);
    this.#isAwayTold = true;
  }

  #read(): LogReader {
    return this.#services.log.read({
      appended: (jobName, epoch, entries, failure) => {
        this.#feeds.get(jobName)?.onAppended(epoch, entries, failure);
      },
      released: jobName => {
        this.#feeds.get(jobName)?.onReleased();
      },
      // What was missed shows by the heads of the logs, which each reply to the keeper brings.
      interrupted: () => {
        this.#services.keeper.ask();
      },
      resumed: () => {
        this.#services.keeper.ask();
      },
    });
  }
}

function reportAway(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  notice(
    'RELAY_ALONE',
    `The logs that the gateways share can't be used (${why}). Until they can, this gateway polls the jobs that it ` +
      'has polled so far for its own clients, and tells the clients of other jobs that what they have is stale.',
  );
}

function reportBack(): void {
  notice('RELAY_SHARED', 'The logs that the gateways share are reached again.');
}
