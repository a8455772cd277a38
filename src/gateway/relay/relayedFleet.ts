import { everyUnref } from '../../core/everyUnref.js';
import type { FleetRow, FleetStatus } from '../../core/fleet.js';
import type { JobLog, LeaseReply } from '../../core/jobLog.js';
import { FleetRow as FleetRowCodec, FleetStatus as FleetStatusCodec } from '../../decode/fleet.js';
import type { FleetSink, FleetState, StartFleet } from '../fleet/startFleet.js';
import { HeldLease } from './heldLease.js';
import type { LeaseKeeper, LeaseMember } from './leaseKeeper.js';
import type { RelayServices } from './relayServices.js';

/** Shortest time between two texts of the rows, in milliseconds, and the time between two looks at it. */
const TEXT_MS = 2_000;
const LOOK_MS = 1_000;
/** Number of leases without rows after which a reader says that what it has is old. */
const SILENT_LEASES = 3;
/** Version of the text: a gateway reads that of its own version alone. */
const VERSION = 1;

/** What a fleet that several gateways share needs of their relay. */
export interface RelayedFleetServices extends Pick<RelayServices, 'time' | 'release'> {
  readonly log: Pick<JobLog, 'cached' | 'leaseMs'>;
  readonly keeper: Pick<LeaseKeeper, 'add' | 'delete' | 'isAway'>;
}

/**
 * A fleet that one of several gateways follows: the one that holds the lease of `name`, which is no name of a job. It puts its
 * rows into the cache that the gateways share, and the others read them there, each while it has clients.
 *
 * Where the cache can't be reached, the gateway that follows the fleet goes on for its own clients, one without any rows
 * follows it, too, and the others say since when their rows are old.
 */
export function relayedFleet(watch: StartFleet, name: string, services: RelayedFleetServices): StartFleet {
  return sink => {
    const fleet = new RelayedFleet(watch, name, services, sink);
    return () => {
      fleet.stop();
    };
  };
}

class RelayedFleet implements LeaseMember {
  readonly #lease: HeldLease;
  readonly #stopLooking: () => void;
  /** The latest state that was read or made. */
  #state: FleetState | undefined;
  #knownAt: number;
  /** The text that was read last. */
  #text = '';
  /** Whether clients were told that the rows are old. */
  #isOldSaid = false;
  #stopWatch: (() => void) | undefined;
  #hasEnded = false;

  constructor(
    private readonly watch: StartFleet,
    readonly jobName: string,
    private readonly services: RelayedFleetServices,
    private readonly sink: FleetSink,
  ) {
    const { time, log, keeper } = services;
    this.#knownAt = time.monotonic();
    this.#lease = new HeldLease(time, log.leaseMs, () => {
      // While the engine is away no other gateway can get it.
      if (!keeper.isAway) this.#lose();
    });
    this.#stopLooking = everyUnref(time, LOOK_MS, () => void this.#look());
    keeper.add(this);
    void this.#look();
  }

  stop(): void {
    this.#hasEnded = true;
    this.#stopLooking();
    this.services.keeper.delete(this);
    this.#lose();
  }

  request(isRecovering: boolean): { readonly fence: number | undefined; readonly isWanted: boolean } {
    // After a time without the engine those that have followed the fleet meanwhile are first.
    return { fence: this.#lease.fence, isWanted: !isRecovering || this.#stopWatch !== undefined };
  }

  replied({ fence }: LeaseReply, sentAt: number): void {
    if (this.#hasEnded) return;
    if (fence !== undefined) this.#lease.renew(fence, sentAt);
    if (this.#lease.isHeld) this.#startWatch();
    else this.#lose();
  }

  onAway(): void {
    if (!this.#hasEnded && this.#state === undefined) this.#startWatch();
  }

  #startWatch(): void {
    this.#stopWatch ??= this.watch(
      {
        publish: state => {
          // The rows of the gateway before are shown until all are there.
          if (state.complete || this.#state === undefined) this.#publish(state);
        },
        fail: error => {
          this.stop();
          this.sink.fail(error);
        },
      },
      this.#state,
    );
  }

  #lose(): void {
    this.#stopWatch?.();
    this.#stopWatch = undefined;
    const fence = this.#lease.drop();
    if (fence !== undefined) this.services.release(this.jobName, fence);
  }

  #publish(state: FleetState): void {
    if (state.complete) {
      this.#state = state;
      this.#knownAt = this.services.time.monotonic();
    }
    this.sink.publish(state);
  }

  /** Puts the rows into the cache, or reads them. */
  async #look(): Promise<void> {
    const { log } = this.services;
    const isWatching = this.#stopWatch !== undefined;
    try {
      const text = await log.cached(`${this.jobName} ${String(VERSION)}`, TEXT_MS, () =>
        isWatching && this.#state !== undefined
          ? Promise.resolve(textOf(this.#state))
          : Promise.reject(new Error('another gateway has the rows')),
      );
      if (!isWatching && this.#stopWatch === undefined && !this.#hasEnded) this.#read(text);
    } catch {
      if (!isWatching) this.#sayOld();
    }
  }

  #read(text: string): void {
    if (text === this.#text && this.#state !== undefined) {
      this.#knownAt = this.services.time.monotonic();
      if (!this.#isOldSaid) return;
    }
    this.#text = text;
    this.#isOldSaid = false;
    this.#publish(stateOf(text));
  }

  #sayOld(): void {
    const { log, time } = this.services;
    const silentMs = time.monotonic() - this.#knownAt;
    if (this.#hasEnded || this.#state === undefined || silentMs < SILENT_LEASES * log.leaseMs) return;
    this.#isOldSaid = true;
    this.sink.publish({ ...this.#state, staleSince: new Date(time.now() - silentMs) });
  }
}

const textOf = ({ rows, ...status }: FleetState): string =>
  JSON.stringify({
    rows: [...rows.values()].map(row => FleetRowCodec.encode(row)),
    status: FleetStatusCodec.encode(status),
  });

/** Reads a text; rows of a later version that this one can't read are left out. */
function stateOf(text: string): FleetState {
  const { rows, status } = JSON.parse(text) as {
    readonly rows: readonly unknown[];
    readonly status: unknown;
  };
  const decodedStatus = FleetStatusCodec.decode(status);
  const known: FleetStatus = decodedStatus._tag === 'Right' ? decodedStatus.right : { complete: true };
  const decoded = rows.flatMap((row): readonly FleetRow[] => {
    const result = FleetRowCodec.decode(row);
    return result._tag === 'Right' ? [result.right] : [];
  });
  return { ...known, rows: new Map(decoded.map(row => [row.jobName, row])) };
}
