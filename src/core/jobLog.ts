import type { WatchEvent } from './event.js';
import type { ErrorMessage } from './message.js';
import type { Position } from './position.js';
import type { Step } from './step.js';
import type { WatchStatus } from './watchStatus.js';

/**
 * The logs of jobs that several gateways share, such as `redisRelay` of `stepstream/redis` makes them. For each job one
 * gateway holds a lease, polls, and appends what it learns; all gateways read it and relay it to their clients. Each
 * gateway has a `JobLog` of its own, by which the leases know it.
 *
 * Methods reject where the engine can't be reached, or doesn't answer in time. A call that rejected may have been
 * executed all the same.
 */
export interface JobLog {
  /** Reads what is known of a job, in one step. Undefined where nothing is. */
  readonly join: (jobName: string) => Promise<LoggedJob | undefined>;
  /**
   * Appends events, all or none. `fenced`: this gateway doesn't hold the lease of that number any more, as it has
   * expired, was given back, or was lost. `moved`: the last event of the log isn't `batch.after`, or the log may lack events,
   * so that it has to be read again. Neither changes anything, and `fenced` comes first.
   */
  readonly append: (jobName: string, batch: LogBatch) => Promise<'appended' | 'fenced' | 'moved'>;
  /** Starts to read what is appended to the logs of the jobs that are followed. */
  readonly read: (observer: LogObserver) => LogReader;
  /**
   * Renews the leases that this gateway holds, and asks for those that it wants. One call for all of its jobs, which also
   * keeps their logs from expiring. The replies are in the order of the requests.
   *
   * A lease is handed out to one request: where its reply was lost, the lease runs out before a gateway gets the next one.
   */
  readonly lease: (requests: readonly LeaseRequest[]) => Promise<readonly LeaseReply[]>;
  /** Gives a lease back, and tells the other gateways. Does nothing where another gateway holds a newer one. */
  readonly release: (jobName: string, fence: number) => Promise<void>;
  /**
   * The text under a key, which `fetch` makes where there is none that is younger than `maxAgeMs`: one gateway fetches,
   * and the others wait for its result, for a bounded time. Rejects with the error of `fetch` alone: where the engine can't
   * be reached, the gateway fetches by itself.
   */
  readonly cached: (key: string, maxAgeMs: number, fetch: () => Promise<string>) => Promise<string>;
  /** Longest time for which a lease holds without being renewed, in milliseconds. */
  readonly leaseMs: number;
}

/** What the log of a job holds. */
export interface LoggedJob {
  /** Position of the last event. */
  readonly head: Position;
  /** Lowest number from which on `steps` is complete: steps that were removed before it are forgotten. */
  readonly oldestPosition: number;
  /** Each step at the number of its latest change, in the order of these numbers. */
  readonly steps: readonly LoggedStep[];
  /** The state of the watch, with the present age of `stale`. */
  readonly status: WatchStatus;
  /** Number of the latest `stale` event; 0 without one. */
  readonly staleSeq: number;
  /** The error that ended the watch; absent while it goes on. */
  readonly failure?: ErrorMessage;
  /**
   * Whether events behind `head` may have been acknowledged, and lost since: another server has taken the place of the one
   * that they were written to. Nothing is appended to such a log; the holder of the lease begins another one in its place,
   * so that no number is given twice.
   */
  readonly mayLackEvents: boolean;
  /** The latest events, without a gap, up to `head`. There may be none. */
  readonly recent: readonly LogEntry[];
}

/** The latest change of a step. */
export interface LoggedStep {
  readonly seq: number;
  readonly key: string;
  /** Undefined where the step was removed. */
  readonly step: Step | undefined;
}

/** A numbered event. */
export interface LogEntry {
  readonly seq: number;
  /** Without `previous`. */
  readonly event: WatchEvent;
}

/** Events that the holder of a lease appends. */
export interface LogBatch {
  /** Number of the lease. */
  readonly fence: number;
  /**
   * Position of the event before the first one. Number 0 begins a log: it takes effect only where there is none, or
   * `replaces` names the epoch of the one that it takes the place of.
   */
  readonly after: Position;
  readonly replaces?: string;
  /** Numbered from `after.seq` + 1, without `previous`. There may be none, as where a log begins. */
  readonly events: readonly WatchEvent[];
  /** The error that ends the watch; absent while it goes on. */
  readonly failure?: ErrorMessage;
  /** Milliseconds after which the log expires, whatever asks for it; absent while the watch goes on. */
  readonly keptMs?: number;
  /** What may be dropped, as newer events have taken its place. */
  readonly drop: LogDrop;
}

/** What a log no longer needs. */
export interface LogDrop {
  /** Number of the oldest event that is kept. */
  readonly eventsBefore: number;
  /** Keys of removed steps that are forgotten, and the `oldestPosition` from then on. */
  readonly keys: readonly string[];
  readonly oldestPosition: number;
}

/** A lease that is to be renewed, or wanted. */
export interface LeaseRequest {
  readonly jobName: string;
  /** Number of the lease that this gateway holds; undefined without one. */
  readonly fence: number | undefined;
  /** Whether the lease is wanted where no gateway holds it. */
  readonly isWanted: boolean;
}

/** The state of a lease, and the head of the log. */
export interface LeaseReply {
  /** Number of the lease that this gateway holds; undefined where it doesn't. */
  readonly fence: number | undefined;
  /** Milliseconds until the present lease ends unless it is renewed; 0 where no gateway holds one. */
  readonly endsInMs: number;
  /** Position of the last event; undefined where there is no log. */
  readonly head: Position | undefined;
}

/** What a reader tells. */
export interface LogObserver {
  /** Events were appended to the log of a job, in order. Those of another epoch begin a new log. */
  readonly appended: (
    jobName: string,
    epoch: string,
    entries: readonly LogEntry[],
    failure?: ErrorMessage,
  ) => void;
  /** A lease was given back: the first gateway to ask gets it. */
  readonly released: (jobName: string) => void;
  /** Nothing can be read at present. The reader goes on trying by itself. */
  readonly interrupted: (error: unknown) => void;
  /** Reading goes on, without a gap as long as the log has what was missed. */
  readonly resumed: () => void;
}

/** Reads the logs of several jobs. */
export interface LogReader {
  /**
   * Follows a job from a position on; a job that is followed already goes on from there. Events before it aren't told.
   * From a position of another epoch than that of the log, such as an empty one, all events of the log are told.
   */
  readonly follow: (jobName: string, after: Position) => void;
  readonly unfollow: (jobName: string) => void;
  /** Ends the reader. Resolves once nothing of it is left. */
  readonly close: () => Promise<void>;
}
