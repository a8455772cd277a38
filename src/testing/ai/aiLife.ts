/** Times and end of an AI job, settled when it is added. Times are simulated, in milliseconds since the epoch. */
export interface AiLifePlan {
  readonly createdAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly stoppingMs: number;
  readonly end: 'Completed' | 'Failed';
  readonly failureReason?: string;
  /** Time of a scripted stop. */
  readonly stopsAt?: number;
  /** Times between which the job runs once more. */
  readonly revival?: { readonly from: number; readonly until: number };
}

/** A test's changes of an AI job. */
export interface AiJobEdit {
  readonly Status?: string;
  readonly FailureReason?: string;
}

/** Statuses after which an AI job doesn't change. */
export const AI_TERMINAL: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Stopped']);

/**
 * The status of an AI job at any time, earlier ones included: replicas that are behind ask for those. A stop and an edit
 * are kept with their times and change nothing before them.
 */
export class AiLife {
  #stopsAt: number;
  #edits: readonly { readonly at: number; readonly change: AiJobEdit }[] = [];

  /** `parent` is the life of the job that a benchmark belongs to: what runs when that is stopped is stopped with it. */
  constructor(
    readonly plan: AiLifePlan,
    readonly parent?: AiLife,
  ) {
    this.#stopsAt = plan.stopsAt ?? Infinity;
  }

  /** The time at which a stop was requested; Infinity without one. */
  get stopsAt(): number {
    const { stopsAt = Infinity } = this.parent ?? {};
    return Math.min(this.#stopsAt, stopsAt < this.plan.endsAt ? stopsAt : Infinity);
  }

  status(now: number): string {
    const { stoppingMs, endsAt, end } = this.plan;
    const edited = this.#last('Status', now)?.change.Status;
    if (edited !== undefined) return edited;
    if (now >= this.stopsAt) return now < this.stopsAt + stoppingMs ? 'Stopping' : 'Stopped';
    return now < endsAt || this.#isRevived(now) ? 'InProgress' : end;
  }

  /** The time at which the job ended; undefined while it runs. */
  endedAt(now: number): number | undefined {
    if (!AI_TERMINAL.has(this.status(now))) return undefined;
    const { endsAt, stoppingMs, revival } = this.plan;
    const edited = this.#last('Status', now)?.at;
    if (edited !== undefined) return edited;
    if (now >= this.stopsAt) return this.stopsAt + stoppingMs;
    return revival !== undefined && now >= revival.until ? revival.until : endsAt;
  }

  failureReason(now: number): string | undefined {
    const edited = this.#last('FailureReason', now)?.change.FailureReason;
    return edited ?? (this.status(now) === 'Failed' ? this.plan.failureReason : undefined);
  }

  stop(now: number): void {
    this.#stopsAt = Math.min(this.#stopsAt, now);
  }

  edit(change: AiJobEdit, now: number): void {
    this.#edits = [...this.#edits, { at: now, change }];
  }

  #last(field: keyof AiJobEdit, now: number): { at: number; change: AiJobEdit } | undefined {
    return this.#edits.findLast(({ at, change }) => at <= now && change[field] !== undefined);
  }

  #isRevived(now: number): boolean {
    const { revival } = this.plan;
    return revival !== undefined && now >= revival.from && now < revival.until;
  }
}
