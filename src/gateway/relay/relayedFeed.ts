import { Subscription } from 'rxjs';
import { PollLagError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { LeaseReply, LogEntry, LoggedJob } from '../../core/jobLog.js';
import type { ErrorMessage } from '../../core/message.js';
import { isSamePosition, type Position } from '../../core/position.js';
import { errorMessage } from '../../sinks/errorMessage.js';
import { Feed } from '../feed.js';
import { withoutPrevious } from '../withoutPrevious.js';
import { HeldLease } from './heldLease.js';
import { afterEvents, UNKNOWN_JOB, type JobState } from './jobState.js';
import { knownState } from './knownState.js';
import type { LeaseMember } from './leaseKeeper.js';
import { emptyLog, NOWHERE, stateOf } from './loggedJobs.js';
import { MAX_BATCH, PendingEvents } from './pendingEvents.js';
import type { RelayServices } from './relayServices.js';
import { stateDifference } from './stateDifference.js';

/** Maximum number of recent events of a job that gateways keep, and that its log keeps. */
const MAX_EVENTS = 256;

/**
 * The feed of one job whose log several gateways share. It is one of:
 *
 * - reader: takes what is appended to the log;
 * - poller: holds the lease, watches the job, and appends. Clients receive an event once it is in the log;
 * - alone: the log can't be reached. It watches the job for its own clients, in an epoch of its own.
 *
 * One command of the engine at a time is under way. What is due is kept in flags (`#joinDue`, `#syncDue`, pending events),
 * and is tried again after the next reply to the keeper where a command has failed.
 */
export class RelayedFeed implements LeaseMember {
  readonly feed: Feed;
  readonly #lease: HeldLease;
  readonly #pending = new PendingEvents();
  /** Keys of removed steps that the feed has forgotten, and the log hasn't. */
  readonly #forgotten = new Set<string>();
  /** The watch of this gateway; it stays once the watch has ended, until its end is in the log. */
  #watching: Subscription | undefined;
  /** Whether this gateway was the last one that polled the job, as far as it knows. */
  #wasPoller = false;
  #isAlone = false;
  /** The position in the log at which the feed left it. */
  #leftAt: Position | undefined;
  /** The head of the log when it could be reached again, and the monotonic moment. */
  #backAt: { readonly head: Position; readonly since: number } | undefined;
  /** The log has to be read. */
  #joinDue = true;
  /** The lease was obtained: the log has to be read, and brought to what this gateway knows. */
  #syncDue = false;
  #isSyncing = false;
  #isWorking = false;
  /** Whether a command has failed since the last reply to the keeper. */
  #isBlocked = false;
  /** Monotonic moment since which all commands have failed. */
  #failingSince: number | undefined;
  #hasEnded = false;
  /** Head of the log at the last reply that showed this reader behind. */
  #behindHead: Position | undefined;
  /** Monotonic moment at which this reader was last known to have all of the log. */
  #inSyncAt: number;
  #isOverlaid = false;

  constructor(
    readonly jobName: string,
    private readonly services: RelayServices,
    private readonly onFailed: () => void,
  ) {
    const { time, log, heartbeatMs } = services;
    this.#inSyncAt = time.monotonic();
    this.#lease = new HeldLease(time, log.leaseMs, () => {
      this.#onLeaseEnd();
    });
    this.feed = new Feed(jobName, undefined, {
      monotonic: time.monotonic,
      heartbeatMs,
      maxEvents: MAX_EVENTS,
      onForgotten: key => this.#forgotten.add(key),
    });
  }

  /** Whether this gateway polls the job. */
  get polls(): boolean {
    return this.#watching?.closed === false;
  }

  start(): void {
    this.services.keeper.add(this);
    this.#work();
  }

  /** Stops following the job, and gives the lease back. */
  stop(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stopWatch();
    this.services.keeper.delete(this);
    this.services.reader.unfollow(this.jobName);
    const fence = this.#lease.drop();
    if (fence !== undefined) this.services.release(this.jobName, fence);
  }

  request(isRecovering: boolean): { readonly fence: number | undefined; readonly isWanted: boolean } {
    // After a time without the engine those that have polled meanwhile are first: they know the latest state.
    return { fence: this.#lease.fence, isWanted: !isRecovering || this.#watching !== undefined };
  }

  replied({ fence, head }: LeaseReply, sentAt: number): void {
    if (this.#hasEnded) return;
    this.#isBlocked = false;
    if (fence === undefined) {
      if (this.#lease.fence !== undefined || this.#watching !== undefined) this.#lose();
      this.#wasPoller = false;
      this.#compare(head);
    } else {
      const isNew = fence !== this.#lease.fence;
      this.#lease.renew(fence, sentAt);
      if (!this.#lease.isHeld) {
        // The reply has waited longer than the lease holds, as while the process was stopped.
        this.#onLeaseEnd();
        return;
      }
      const isElsewhere = !this.#isWorking && !isSamePosition(head, this.feed.position);
      if (isNew || this.#isAlone || this.#watching === undefined || isElsewhere) this.#syncDue = true;
    }
    this.#work();
  }

  onAway(): void {
    if (this.#hasEnded || this.#lease.isHeld) return;
    const isOnly = this.#watching !== undefined || this.#wasPoller || this.#isAlone;
    if (isOnly || this.feed.position === undefined) this.#goAlone();
    else this.#overlayIfDue();
  }

  /** Another gateway has given the lease back. */
  onReleased(): void {
    if (!this.#hasEnded && !this.#lease.isHeld) this.services.keeper.ask();
  }

  /** Events were appended to the log. */
  onAppended(epoch: string, entries: readonly LogEntry[], failure: ErrorMessage | undefined): void {
    // A poller has appended them itself.
    if (this.#hasEnded || this.#watching !== undefined) return;
    if (this.#isAlone || this.feed.position?.epoch !== epoch) this.#joinDue = true;
    for (const { seq, event } of this.#joinDue ? [] : entries) {
      const at = this.feed.position;
      if (at === undefined || seq <= at.seq) continue;
      if (seq > at.seq + 1) {
        this.#joinDue = true;
        break;
      }
      this.#setInSync();
      this.#publish(event);
      if (this.#isOver()) return;
    }
    if (this.#joinDue) this.#work();
    else if (failure !== undefined) this.#fail(failure);
  }

  /** Runs what is due, one command after the other. */
  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    void this.#workOff();
  }

  async #workOff(): Promise<void> {
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        await next();
        this.#failingSince = undefined;
      }
    } catch {
      this.#onRejected();
    }
    this.#isWorking = false;
  }

  #next(): (() => Promise<void>) | undefined {
    if (this.#hasEnded || this.#isBlocked) return undefined;
    if (!this.#lease.isHeld) return this.#joinDue ? () => this.#join() : undefined;
    if (this.#syncDue) return () => this.#sync();
    return this.#isAlone || this.#pending.isEmpty ? undefined : () => this.#append();
  }

  /** A command was rejected. The engine may have executed it, so the log has to be read. */
  #onRejected(): void {
    const { time, log, keeper } = this.services;
    const now = time.monotonic();
    this.#isBlocked = true;
    this.#failingSince ??= now;
    // Leases are granted, and events aren't taken.
    if (this.#lease.isHeld && now - this.#failingSince >= log.leaseMs) this.#goAlone();
    else if (!this.#lease.isHeld && keeper.isAway) this.onAway();
  }

  /** Reads the log as a reader. */
  async #join(): Promise<void> {
    this.#joinDue = false;
    const logged = await this.#read(() => (this.#joinDue = true));
    if (this.#hasEnded || this.#lease.isHeld || this.#watching !== undefined) return;
    const { reader } = this.services;
    if (logged === undefined) reader.follow(this.jobName, this.feed.position ?? NOWHERE);
    else if (this.#waitsFor(logged)) reader.follow(this.jobName, logged.head);
    else {
      this.#restore(logged);
      if (!this.#isOver()) reader.follow(this.jobName, logged.head);
    }
  }

  /** Brings log and feed together, and polls from then on. */
  async #sync(): Promise<void> {
    const { fence } = this.#lease;
    this.#syncDue = false;
    try {
      await this.#syncAs(fence);
    } catch (error) {
      this.#syncDue = true;
      throw error;
    } finally {
      this.#isSyncing = false;
      // What was published alone isn't pending.
      if (this.#isAlone) this.#pending.clear();
    }
  }

  async #syncAs(fence: number | undefined): Promise<void> {
    const { time, log } = this.services;
    const logged = await log.join(this.jobName);
    if (fence === undefined || !this.#holds(fence)) return;
    const isFailure = logged?.failure !== undefined;
    if (logged !== undefined && (isFailure ? this.#watching === undefined : logged.status.done)) {
      this.#restore(logged);
      return;
    }
    const base = isFailure ? undefined : logged;
    // A watch that doesn't know all steps yet begins anew, with those of the log.
    if (base?.status.synced === true && !this.#state().status.synced) this.#stopWatch();
    const knowsMore = base === undefined || this.#watching !== undefined || this.#isAheadOf(base);
    const from = base === undefined ? UNKNOWN_JOB : stateOf(base);
    let after = base?.head ?? { epoch: time.uniqueId(), seq: 0 };
    let events = knowsMore ? stateDifference(this.jobName, from, this.#state()) : [];
    let seen = this.#pending.events.length;
    this.#isSyncing = true;
    const oldestPosition = base?.oldestPosition ?? 0;
    const drop = { eventsBefore: 0, keys: [], oldestPosition };
    const replaces = logged?.head.epoch;
    let isChanged = base === undefined;
    while (isChanged || events.length > 0) {
      isChanged = false;
      const batch = events.slice(0, MAX_BATCH);
      const outcome = await log.append(this.jobName, {
        ...{ fence, after, events: batch, drop },
        ...(after.seq === 0 && replaces !== undefined && { replaces }),
      });
      if (!this.#holds(fence)) return;
      if (outcome === 'fenced') this.#onFenced();
      if (outcome === 'moved') this.#syncDue = true;
      if (outcome !== 'appended') return;
      after = { epoch: after.epoch, seq: after.seq + batch.length };
      events = [...events.slice(MAX_BATCH), ...this.#pending.events.slice(seen).map(withoutPrevious)];
      seen = this.#pending.events.length;
    }
    const present =
      base !== undefined && isSamePosition(base.head, after)
        ? base
        : after.seq === 0
          ? emptyLog(after.epoch)
          : await log.join(this.jobName);
    if (!this.#holds(fence)) return;
    if (!isSamePosition(present?.head, after) || present === undefined) {
      this.#syncDue = true;
      return;
    }
    this.#pending.drop(seen);
    this.#isSyncing = false;
    if (this.#isAlone || !isSamePosition(this.feed.position, after)) this.#restore(present);
    if (this.#hasEnded) return;
    this.#setInSync();
    if (this.#watching === undefined) this.#startWatch();
  }

  /** Appends the pending events, and publishes them. */
  async #append(): Promise<void> {
    const { log, keptFailureMs } = this.services;
    const { fence } = this.#lease;
    const after = this.feed.position;
    if (fence === undefined || after === undefined) return;
    const events = this.#pending.events.slice(0, MAX_BATCH);
    const failure = this.#pending.events.length > MAX_BATCH ? undefined : this.#pending.failure;
    const put = new Set(events.flatMap(event => (event.type === 'step' ? [event.key] : [])));
    const keys = [...this.#forgotten].filter(key => !put.has(key));
    const { oldestEvent: eventsBefore, oldestPosition } = this.feed;
    const outcome = await log.append(this.jobName, {
      ...{ fence, after, events: events.map(withoutPrevious) },
      drop: { eventsBefore, keys, oldestPosition },
      ...(failure && { failure, keptMs: keptFailureMs }),
    });
    if (!this.#holds(fence) || this.#isAlone) return;
    if (outcome === 'fenced') this.#onFenced();
    else if (outcome === 'moved') this.#syncDue = true;
    else {
      this.#pending.drop(events.length);
      this.#forgotten.clear();
      for (const event of events) this.#publish(event);
      if (failure !== undefined) this.#fail(failure);
    }
  }

  #onEvent(event: WatchEvent): void {
    if (!this.#isAlone || this.#isSyncing) this.#pending.push(event);
    if (this.#isAlone) this.#publish(event);
    // The events of one turn of the event loop become one append.
    else
      void Promise.resolve().then(() => {
        this.#work();
      });
  }

  #onError(error: unknown): void {
    if (this.#isAlone) this.#fail(errorMessage(error));
    else {
      this.#pending.fail(errorMessage(error));
      this.#work();
    }
  }

  #startWatch(): void {
    const { watch, reader } = this.services;
    this.#wasPoller = true;
    reader.unfollow(this.jobName);
    const watching = new Subscription();
    this.#watching = watching;
    watching.add(
      watch(this.jobName, knownState(this.feed.state)).subscribe({
        next: event => {
          this.#onEvent(event);
        },
        error: (error: unknown) => {
          watching.unsubscribe();
          this.#onError(error);
        },
        complete: () => {
          watching.unsubscribe();
        },
      }),
    );
  }

  #stopWatch(): void {
    if (this.#watching !== undefined) this.#inSyncAt = this.services.time.monotonic();
    this.#watching?.unsubscribe();
    this.#watching = undefined;
    this.#pending.clear();
  }

  /** Another gateway polls, or will. */
  #lose(): void {
    this.#stopWatch();
    this.#lease.drop();
    this.#syncDue = false;
    this.#joinDue = true;
  }

  #onFenced(): void {
    this.#lose();
    this.services.keeper.ask();
  }

  #onLeaseEnd(): void {
    if (this.#hasEnded) return;
    const { keeper } = this.services;
    if (keeper.isAway) {
      this.#goAlone();
      return;
    }
    // The process was stopped, or is late: another gateway may hold the lease by now.
    this.#stopWatch();
    this.#syncDue = false;
    this.#joinDue = true;
    keeper.ask();
    this.#work();
  }

  /** Watches the job for the clients of this gateway, in an epoch of its own. */
  #goAlone(): void {
    if (!this.#isAlone) {
      this.#leftAt = this.feed.position;
      this.#isAlone = true;
      this.#isOverlaid = false;
      this.feed.renumber(this.services.time.uniqueId());
      const { events, failure } = this.#pending;
      for (const event of events) this.#publish(event);
      this.#pending.clear();
      if (failure !== undefined) this.#fail(failure);
    }
    this.#backAt = undefined;
    this.#joinDue = false;
    if (this.#hasEnded) return;
    this.#setInSync();
    if (this.#watching === undefined) this.#startWatch();
  }

  #publish(event: WatchEvent): void {
    if (this.#hasEnded) return;
    this.feed.publish(event);
    if (event.type !== 'done') return;
    this.feed.complete();
    this.stop();
  }

  #fail(failure: ErrorMessage): void {
    this.feed.failWith(failure);
    this.stop();
    this.onFailed();
  }

  #restore(logged: LoggedJob): void {
    this.#isAlone = false;
    this.#isOverlaid = false;
    this.#forgotten.clear();
    this.feed.restore(logged);
    this.#setInSync();
    if (logged.failure === undefined && !logged.status.done) return;
    this.stop();
    if (logged.failure !== undefined) this.onFailed();
  }

  /** What this gateway knows of the job, with events that aren't in the log yet. */
  #state(): JobState {
    return this.#isAlone ? this.feed.state : afterEvents(this.feed.state, this.#pending.events);
  }

  /** Whether this gateway has a later state than the log, to which no gateway has appended since. */
  #isAheadOf({ head, status, failure }: LoggedJob): boolean {
    const at = this.feed.position;
    if (at === undefined || failure !== undefined) return false;
    const isOther = this.#isAlone || head.epoch !== at.epoch;
    if (isOther && this.feed.status.synced && !status.synced) return true;
    return this.#isAlone && isSamePosition(head, this.#leftAt);
  }

  /**
   * Whether clients keep what this gateway has seen alone, instead of the log: until the gateway that holds the lease has
   * appended, or for two leases, as they could see an older state.
   */
  #waitsFor(logged: LoggedJob): boolean {
    if (!this.#isAlone || logged.failure !== undefined) return this.#isAheadOf(logged);
    const { time, log } = this.services;
    const now = time.monotonic();
    this.#backAt ??= { head: logged.head, since: now };
    if (this.feed.status.synced && !logged.status.synced) return true;
    return (
      isSamePosition(logged.head, this.#backAt.head) &&
      now - this.#backAt.since < 2 * log.leaseMs &&
      stateDifference(this.jobName, stateOf(logged), this.feed.state).length > 0
    );
  }

  /** Compares the position of this reader with the head of the log. */
  #compare(head: Position | undefined): void {
    const at = this.feed.position;
    if (!this.#isAlone && isSamePosition(head, at)) {
      this.#setInSync();
      return;
    }
    if (head !== undefined) {
      const isElsewhere = this.#isAlone || at?.epoch !== head.epoch || head.seq < at.seq;
      const wasBehind = this.#behindHead?.epoch === head.epoch && (at?.seq ?? 0) < this.#behindHead.seq;
      if (isElsewhere || wasBehind) this.#joinDue = true;
      this.#behindHead = head;
    }
    this.#overlayIfDue();
  }

  #setInSync(): void {
    this.#inSyncAt = this.services.time.monotonic();
    this.#behindHead = undefined;
    if (!this.#isOverlaid) return;
    this.#isOverlaid = false;
    this.feed.overlay(undefined);
  }

  /** Tells clients that what they have is stale, once this reader hasn't had the log for longer than a lease holds. */
  #overlayIfDue(): void {
    const { time, log } = this.services;
    const ageMs = time.monotonic() - this.#inSyncAt;
    const { stale } = this.feed.status;
    if (this.#isOverlaid || ageMs < log.leaseMs || this.feed.position === undefined || stale !== undefined)
      return;
    this.#isOverlaid = true;
    this.feed.overlay({ type: 'stale', jobName: this.jobName, ageMs, cause: new PollLagError(ageMs) });
  }

  #isOver(): boolean {
    return this.#hasEnded;
  }

  #holds(fence: number): boolean {
    return !this.#hasEnded && this.#lease.isHeld && this.#lease.fence === fence;
  }

  async #read(onRejected: () => void): Promise<LoggedJob | undefined> {
    try {
      return await this.services.log.join(this.jobName);
    } catch (error) {
      onRejected();
      throw error;
    }
  }
}
