import type { LeaseReply, LogEntry } from '../../core/jobLog.js';
import type { ErrorMessage } from '../../core/message.js';
import { isSamePosition } from '../../core/position.js';
import type { Feed } from '../feed.js';
import { appendPending } from './appendPending.js';
import { CommandQueue, type Command } from './commandQueue.js';
import { joinLog } from './joinLog.js';
import { isRefusal } from './isRefusal.js';
import type { LeaseMember } from './leaseKeeper.js';
import { compareHead, takeAppended } from './readLog.js';
import { RelayedJob } from './relayedJob.js';
import type { RelayServices } from './relayServices.js';
import { syncLog } from './syncLog.js';

/** Number of leases for which a gateway is alone whose commands were refused, before it asks for anything again. */
const REFUSED_LEASES = 5;

/**
 * The feed of one job whose log several gateways share. It is one of:
 *
 * - reader: takes what is appended to the log;
 * - poller: holds the lease, watches the job, and appends. Clients receive an event once it is in the log;
 * - alone: the log can't be reached. It watches the job for its own clients, in an epoch of its own.
 *
 * One command of the engine at a time is under way. What is due is kept in flags (`joinDue`, `syncDue`, pending events),
 * and is tried again after the next reply to the keeper where a command has failed.
 */
export class RelayedFeed implements LeaseMember {
  readonly #job: RelayedJob;
  readonly #commands: CommandQueue;
  /** Monotonic moment up to which this gateway asks for nothing, as its commands were refused. */
  #refusedUntil = -Infinity;

  constructor(
    readonly jobName: string,
    private readonly services: RelayServices,
    onFailed: () => void,
  ) {
    this.#commands = new CommandQueue(
      services.time.monotonic,
      () => this.#due(),
      (failingMs, error) => {
        this.#onRejected(failingMs, error);
      },
    );
    this.#job = new RelayedJob(jobName, services, {
      onDue: () => {
        this.#commands.run();
      },
      onLeaseEnd: () => {
        this.#onLeaseEnd();
      },
      onOver: () => {
        this.stop();
      },
      onFailed,
    });
  }

  get feed(): Feed {
    return this.#job.feed;
  }

  /** Whether this gateway polls the job. */
  get polls(): boolean {
    return this.#job.watch.polls;
  }

  start(): void {
    this.services.keeper.add(this);
    this.#commands.run();
  }

  /** Stops following the job, and gives the lease back. */
  stop(): void {
    const job = this.#job;
    if (job.hasEnded) return;
    job.hasEnded = true;
    job.stopWatch();
    this.services.keeper.delete(this);
    this.services.reader.unfollow(this.jobName);
    const fence = job.lease.drop();
    if (fence !== undefined) this.services.release(this.jobName, fence);
  }

  request(isRecovering: boolean): { readonly fence: number | undefined; readonly isWanted: boolean } {
    const { lease, watch } = this.#job;
    // After a time without the engine those that have polled meanwhile are first: they know the latest state.
    return { fence: lease.fence, isWanted: !this.#isRefused && (!isRecovering || watch.isOn) };
  }

  replied({ fence, head }: LeaseReply, sentAt: number): void {
    const job = this.#job;
    if (job.hasEnded) return;
    if (this.#isRefused) {
      // It was asked for before.
      if (fence !== undefined) this.services.release(this.jobName, fence);
      return;
    }
    this.#commands.unblock();
    if (fence === undefined) {
      // A log that can't be read, such as one of another version, leaves this gateway alone.
      if (job.lease.fence === undefined && job.watch.isOn && this.#commands.isFailing) job.joinDue = true;
      else if (job.lease.fence !== undefined || job.watch.isOn) job.lose();
      job.wasPoller = false;
      compareHead(job, head);
    } else {
      const isNew = fence !== job.lease.fence;
      job.lease.renew(fence, sentAt);
      if (!job.lease.isHeld) {
        // The reply has waited longer than the lease holds, as while the process was stopped.
        this.#onLeaseEnd();
        return;
      }
      const isElsewhere = !this.#commands.isRunning && !isSamePosition(head, job.feed.position);
      if (isNew || job.alone.isOn || !job.watch.isOn || isElsewhere) job.syncDue = true;
    }
    this.#commands.run();
  }

  onAway(): void {
    const job = this.#job;
    if (job.hasEnded || job.lease.isHeld) return;
    const isOnly = job.watch.isOn || job.wasPoller || job.alone.isOn;
    if (isOnly || job.feed.position === undefined) job.goAlone();
    else job.overlay.showIfDue();
  }

  /** Another gateway has given the lease back. */
  onReleased(): void {
    if (!this.#job.hasEnded && !this.#job.lease.isHeld) this.services.keeper.ask();
  }

  /** Events were appended to the log. */
  onAppended(epoch: string, entries: readonly LogEntry[], failure: ErrorMessage | undefined): void {
    takeAppended(this.#job, epoch, entries, failure);
    this.#commands.run();
  }

  /** The command that is due. */
  #due(): Command | undefined {
    const job = this.#job;
    if (job.hasEnded) return undefined;
    if (!job.lease.isHeld) return job.joinDue ? () => joinLog(job) : undefined;
    if (job.syncDue) return () => syncLog(job);
    return job.alone.isOn || job.pending.isEmpty ? undefined : () => appendPending(job);
  }

  /** A command was rejected. The engine may have executed it, so the log has to be read. */
  #onRejected(failingMs: number, error: unknown): void {
    const { log, keeper, onRefused } = this.services;
    const isLong = failingMs >= log.leaseMs;
    if (isLong && !keeper.isAway) onRefused(error);
    if (isLong && isRefusal(error)) this.#onRefused();
    else if (this.#job.lease.isHeld) {
      if (isLong) this.#job.goAlone();
    } else if (isLong || keeper.isAway) this.onAway();
  }

  /**
   * Leases are told, but the log can't be read, as one of another version, or takes no events, as where memory is short. Others
   * may do better, and would take its silence for that of the job: the lease is given back.
   */
  #onRefused(): void {
    const { log, time, release } = this.services;
    const job = this.#job;
    if (!job.lease.isHeld) this.onAway();
    else job.goAlone();
    if (job.hasEnded || !job.alone.isOn) return;
    this.#refusedUntil = time.monotonic() + REFUSED_LEASES * log.leaseMs;
    const fence = job.lease.drop();
    if (fence !== undefined) release(this.jobName, fence);
  }

  get #isRefused(): boolean {
    return this.services.time.monotonic() < this.#refusedUntil;
  }

  #onLeaseEnd(): void {
    const job = this.#job;
    if (job.hasEnded) return;
    const { keeper } = this.services;
    if (keeper.isAway) {
      job.goAlone();
      return;
    }
    // The process was stopped, or is late: another gateway may hold the lease by now.
    job.stopWatch();
    job.syncDue = false;
    job.joinDue = true;
    keeper.ask();
    this.#commands.run();
  }
}
