import type { WatchEvent } from '../../core/event.js';
import type { LoggedJob } from '../../core/jobLog.js';
import type { ErrorMessage } from '../../core/message.js';
import type { Position } from '../../core/position.js';
import { errorMessage } from '../../sinks/errorMessage.js';
import { Feed } from '../feed.js';
import { HeldLease } from './heldLease.js';
import { afterEvents } from './jobState.js';
import { JobWatch } from './jobWatch.js';
import { knownState } from './knownState.js';
import type { OwnState } from './logComparison.js';
import { OwnEpoch } from './ownEpoch.js';
import { PendingEvents } from './pendingEvents.js';
import type { RelayServices } from './relayServices.js';
import { StaleOverlay } from './staleOverlay.js';

/** Maximum number of recent events of a job that gateways keep, and that its log keeps. */
const MAX_EVENTS = 256;

/** What changes of a relayed job lead to. */
export interface RelayedJobEvents {
  /** A command may be due. */
  readonly onDue: () => void;
  readonly onLeaseEnd: () => void;
  /** Nothing more is followed, as all is told. */
  readonly onOver: () => void;
  readonly onFailed: () => void;
}

/** What a gateway holds of a job whose log several gateways share, and how it goes from one role to another. */
export class RelayedJob {
  readonly feed: Feed;
  readonly lease: HeldLease;
  readonly watch: JobWatch;
  readonly overlay: StaleOverlay;
  readonly alone: OwnEpoch;
  readonly pending: PendingEvents = new PendingEvents();
  /** Keys of removed steps that the feed has forgotten, and the log hasn't. */
  readonly forgotten: Set<string> = new Set<string>();
  /** The log has to be read. */
  joinDue: boolean = true;
  /** The lease was obtained: the log has to be read, and brought to what this gateway knows. */
  syncDue: boolean = false;
  /** Whether that is under way. */
  isSyncing: boolean = false;
  hasEnded: boolean = false;
  /** Whether the log was read, and clients keep what this gateway has instead. */
  waits: boolean = false;
  /** Head of the log at the last reply that showed this reader behind. */
  behindHead: Position | undefined;
  /** Whether this gateway was the last one that polled the job, as far as it knows. */
  wasPoller: boolean = false;

  constructor(
    readonly jobName: string,
    readonly services: RelayServices,
    private readonly events: RelayedJobEvents,
  ) {
    const { time, log, heartbeatMs } = services;
    this.lease = new HeldLease(time, log.leaseMs, events.onLeaseEnd);
    this.feed = new Feed(jobName, undefined, {
      monotonic: time.monotonic,
      heartbeatMs,
      maxEvents: MAX_EVENTS,
      onForgotten: key => this.forgotten.add(key),
    });
    this.watch = new JobWatch({
      onEvent: event => {
        this.#onEvent(event);
      },
      onError: error => {
        this.#onError(error);
      },
    });
    this.alone = new OwnEpoch(time.monotonic);
    this.overlay = new StaleOverlay(this.feed, time, log.leaseMs);
  }

  /** What this gateway knows of the job, with events that aren't in the log yet. */
  get own(): OwnState & { readonly isWatching: boolean } {
    const { feed, pending, alone } = this;
    return {
      position: feed.position,
      state: alone.isOn ? feed.state : afterEvents(feed.state, pending.events),
      isAlone: alone.isOn,
      leftAt: alone.leftAt,
      isWatching: this.watch.isOn,
    };
  }

  /** Whether this gateway holds the lease of this number. */
  holds(fence: number): boolean {
    return !this.hasEnded && this.lease.isHeld && this.lease.fence === fence;
  }

  startWatch(): void {
    const { watch, reader } = this.services;
    this.wasPoller = true;
    reader.unfollow(this.jobName);
    this.watch.start(watch(this.jobName, knownState(this.feed.state)));
  }

  stopWatch(): void {
    if (this.watch.isOn) this.overlay.restart();
    this.watch.stop();
    this.pending.clear();
  }

  /** Another gateway polls, or will. */
  lose(): void {
    this.stopWatch();
    this.lease.drop();
    this.syncDue = false;
    this.joinDue = true;
  }

  /** The engine doesn't know the lease. */
  loseFenced(): void {
    this.lose();
    this.services.keeper.ask();
  }

  /** Watches the job for the clients of this gateway, in an epoch of its own. */
  goAlone(): void {
    if (!this.alone.isOn) {
      this.alone.begin(this.feed.position);
      this.overlay.forget();
      this.feed.renumber(this.services.time.uniqueId());
      const { events, failure } = this.pending;
      for (const event of events) this.publish(event);
      this.pending.clear();
      if (failure !== undefined) this.fail(failure);
    }
    this.joinDue = false;
    if (this.hasEnded) return;
    this.setInSync();
    if (!this.watch.isOn) this.startWatch();
  }

  /** Takes over what the log holds. `isForked`: this gateway has had events that the log has lost. */
  restore(logged: LoggedJob, isForked = false): void {
    this.alone.end();
    this.overlay.forget();
    this.forgotten.clear();
    this.feed.restore(logged, isForked);
    this.setInSync();
    if (logged.failure === undefined && !logged.status.done) return;
    this.events.onOver();
    if (logged.failure !== undefined) this.events.onFailed();
  }

  setInSync(): void {
    this.waits = false;
    this.alone.forgetBack();
    this.behindHead = undefined;
    this.overlay.hide();
  }

  publish(event: WatchEvent): void {
    if (this.hasEnded) return;
    this.feed.publish(event);
    if (event.type !== 'done') return;
    this.feed.complete();
    this.events.onOver();
  }

  fail(failure: ErrorMessage): void {
    this.feed.failWith(failure);
    this.events.onOver();
    this.events.onFailed();
  }

  #onEvent(event: WatchEvent): void {
    if (!this.alone.isOn || this.isSyncing) this.pending.push(event);
    if (this.alone.isOn) this.publish(event);
    // The events of one turn of the event loop become one append.
    else void Promise.resolve().then(this.events.onDue);
  }

  #onError(error: unknown): void {
    if (this.alone.isOn) this.fail(errorMessage(error));
    else {
      this.pending.fail(errorMessage(error));
      this.events.onDue();
    }
  }
}
