import type { LogEntry, LogObserver } from '../core/jobLog.js';
import type { Position } from '../core/position.js';
import { ErrorMessage } from '../decode/message.js';
import type { RelayKeys } from './relayKeys.js';
import type { StreamPosition } from './streamConnection.js';
import type { StreamEntry, StreamRead } from './streamReply.js';
import { eventOf, fromText } from './wireText.js';

/** What is read next, and of which jobs. */
export interface ReadPlan {
  readonly streams: readonly StreamPosition[];
  readonly jobs: ReadonlyMap<string, FollowedLog>;
}

/** The log of a job that is followed, and how far it was read. */
interface FollowedLog {
  readonly jobName: string;
  /** Id of the last entry. */
  id: string;
  /** Position of the last event that needs not be told. */
  told: Position;
}

/** The logs that a reader follows: what it reads next, and what becomes of it. */
export class FollowedLogs {
  readonly #byJob = new Map<string, FollowedLog>();
  #wakeId = '0-0';
  #controlId = '0-0';

  constructor(
    private readonly keys: RelayKeys,
    private readonly wakeKey: string,
    private readonly observer: LogObserver,
  ) {}

  /** Follows a job. `id` is that of the last event in its stream; `0-0` where it isn't known. */
  follow(jobName: string, after: Position, id: string): void {
    this.#byJob.set(jobName, { jobName, id, told: after });
  }

  unfollow(jobName: string): void {
    this.#byJob.delete(jobName);
  }

  /** What is read next. */
  plan(): ReadPlan {
    const jobs = new Map([...this.#byJob.values()].map(log => [this.keys.log(log.jobName), log]));
    const own = [
      { key: this.wakeKey, id: this.#wakeId },
      { key: this.keys.control, id: this.#controlId },
    ];
    return { streams: [...own, ...[...jobs].map(([key, { id }]) => ({ key, id }))], jobs };
  }

  /**
   * Tells the observer what was read. Throws the first error of an entry that can't be decoded, after the others were
   * told.
   */
  take(reads: readonly StreamRead[], plan: ReadPlan): void {
    const errors: unknown[] = [];
    for (const { stream, entries } of reads) {
      // A client may put a prefix of its own before all keys.
      const key = stream.slice(stream.lastIndexOf(this.keys.base));
      const log = plan.jobs.get(key);
      if (key === this.wakeKey) this.#wakeId = entries.at(-1)?.id ?? this.#wakeId;
      else if (key === this.keys.control) this.#takeNotes(entries);
      else if (log !== undefined) this.#takeEvents(log, entries, errors);
    }
    if (errors.length > 0) throw errors[0];
  }

  #takeNotes(entries: readonly StreamEntry[]): void {
    for (const { id, fields } of entries) {
      this.#controlId = id;
      const { job } = fields;
      if (job !== undefined && this.#byJob.has(job)) this.observer.released(job);
    }
  }

  #takeEvents(log: FollowedLog, entries: readonly StreamEntry[], errors: unknown[]): void {
    let batch: LogEntry[] = [];
    const tell = (epoch: string, failure?: ErrorMessage): void => {
      const told = batch;
      batch = [];
      if (told.length === 0 && failure === undefined) return;
      this.observer.appended(log.jobName, epoch, told, ...(failure === undefined ? [] : [failure]));
    };
    for (const { id, fields } of entries) {
      // The observer may have ended it, or begun it elsewhere: from there it is read next.
      if (this.#byJob.get(log.jobName) !== log) return;
      log.id = id;
      const { epoch = '', event, failure } = fields;
      if (epoch !== log.told.epoch) tell(log.told.epoch);
      const at = `the log of ${log.jobName}: entry ${id}`;
      const seq = Math.floor(Number(id.slice(id.indexOf('-') + 1)) / 2);
      const isTold = epoch === log.told.epoch && seq <= log.told.seq;
      try {
        if (failure !== undefined) tell(epoch, fromText(ErrorMessage, failure, at));
        else if (!isTold) batch.push({ seq, event: eventOf(event ?? '', at) });
      } catch (error) {
        errors.push(error);
      }
      if (!isTold) log.told = { epoch, seq };
    }
    tell(log.told.epoch);
  }
}
