import { redisTrace } from '../../api/channels.js';
import type { JobLog, LeaseReply, LeaseRequest } from '../../core/jobLog.js';
import type { Cancel, Time } from '../../core/time.js';

/** Number of calls in the time for which a lease holds. */
const BEATS_PER_LEASE = 3;
/** Number of calls in the same time while they fail: a call whose answer was lost is followed by one that renews in time. */
const RETRIES_PER_LEASE = 12;
/** Shortest time after its end at which a lease is asked for, and longest random one on top, in milliseconds. */
const JITTER_MS = 25;

/** A job whose lease is held, or wanted. */
export interface LeaseMember {
  readonly jobName: string;
  /** What to ask for. `isRecovering`: the engine couldn't be reached before, and may be reached again with this call. */
  readonly request: (isRecovering: boolean) => Omit<LeaseRequest, 'jobName'>;
  /** Receives the reply. `sentAt` is the monotonic moment at which it was asked for, in milliseconds. */
  readonly replied: (reply: LeaseReply, sentAt: number) => void;
  /** The engine can't be reached. */
  readonly onAway: () => void;
}

/** What a keeper reports: each change once. */
export interface KeeperEvents {
  readonly onAway: (error: unknown) => void;
  readonly onBack: () => void;
}

/**
 * Keeps the leases of a gateway: one call for all of its jobs, three times in the life of a lease, and as soon as a lease
 * that is wanted runs out. No call and no timer without a job.
 */
export class LeaseKeeper {
  readonly #members = new Set<LeaseMember>();
  #isAway = false;
  #isAsking = false;
  #isDue = false;
  #cancel: Cancel = () => undefined;

  constructor(
    private readonly log: JobLog,
    private readonly time: Time,
    private readonly events: KeeperEvents,
  ) {}

  /** Whether the last call has failed. */
  get isAway(): boolean {
    return this.#isAway;
  }

  add(member: LeaseMember): void {
    this.#members.add(member);
    this.ask();
  }

  delete(member: LeaseMember): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    this.#cancel();
    if (this.#isAway) redisTrace.point(() => ({ kind: 'back', part: 'relay', user: this }));
  }

  /** Asks at once, or once the present call has ended. */
  ask(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    if (!this.#isAsking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#isDue) {
      // What is asked for in this turn of the event loop becomes one call.
      await Promise.resolve();
      this.#isDue = false;
      this.#cancel();
      if (this.#members.size > 0) this.#askAfter(await this.#call());
    }
    this.#isAsking = false;
  }

  /** Asks for all jobs. Resolves with the milliseconds until the next call. */
  async #call(): Promise<number> {
    const beatMs = this.log.leaseMs / BEATS_PER_LEASE;
    const members = [...this.#members];
    const requests = members.map(member => ({
      jobName: member.jobName,
      ...member.request(this.#isAway),
    }));
    const sentAt = this.time.monotonic();
    let replies: readonly LeaseReply[];
    try {
      replies = await this.log.lease(requests);
    } catch (error) {
      if (!this.#isAway) this.events.onAway(error);
      this.#isAway = true;
      redisTrace.point(() => ({ kind: 'away', part: 'relay', user: this }));
      for (const member of this.#members) member.onAway();
      return this.log.leaseMs / RETRIES_PER_LEASE;
    }
    if (this.#isAway) {
      redisTrace.point(() => ({ kind: 'back', part: 'relay', user: this }));
      this.events.onBack();
    }
    this.#isAway = false;
    let nextMs = beatMs;
    for (const [i, member] of members.entries()) {
      const reply = replies[i];
      if (reply === undefined) continue;
      if (!this.#members.has(member)) this.#giveBack(member.jobName, reply.fence);
      else member.replied(reply, sentAt);
      const isFree = reply.fence === undefined && requests[i]?.isWanted === true;
      if (isFree) nextMs = Math.min(nextMs, reply.endsInMs + (1 + this.time.random()) * JITTER_MS);
    }
    return nextMs;
  }

  #askAfter(ms: number): void {
    this.#cancel();
    if (this.#members.size === 0) return;
    this.#cancel = this.time.afterUnref(ms, () => {
      this.ask();
    });
  }

  /** A lease for a job that isn't followed any more. */
  #giveBack(jobName: string, fence: number | undefined): void {
    if (fence !== undefined) this.log.release(jobName, fence).catch(() => undefined);
  }
}
