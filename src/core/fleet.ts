import type { PublicError } from './publicError.js';
import type { Status } from './status.js';

/** One job of a fleet, summed up. Fields that aren't known are absent. */
export interface FleetRow {
  /** Qualified, as in events. */
  readonly jobName: string;
  readonly status: Status;
  readonly createdAt?: Date;
  readonly endedAt?: Date;
  /** Number of tests that have ended; absent until every test is known, and of AI jobs. */
  readonly done?: number;
  /** Expected number of tests, as in `Summary`. */
  readonly total?: number;
  /** Greatest number of tests, where that is more than `total`. */
  readonly maxTotal?: number;
  /** Number of recommendations of an AI job. */
  readonly results?: number;
  /** Expected end; absent where there is no estimate. */
  readonly endsAt?: Date;
  /** The best so far. */
  readonly best?: FleetBest;
  /** Failed tests by cause, the most frequent first. */
  readonly failures?: readonly FailureCount[];
  /** Why the job failed, as AWS says it, shortened. */
  readonly reason?: string;
  /** Since when what is known of the job is old, as polls fail or lag. */
  readonly staleSince?: Date;
}

/** The best of a job, and the figure that makes it the best. */
export interface FleetBest {
  /** As `endpointLabel` has it, such as `ml.inf1.xlarge`. */
  readonly label: string;
  /** `CostPerInference` in US dollars, `TimeToFirstToken` in milliseconds, `OutputTokenThroughput` a second. Later versions may have others. */
  readonly metric: string;
  readonly value: number;
}

/** Number of failed tests with one cause. */
export interface FailureCount {
  /** A cause of `groupFailures`. Later versions may have others. */
  readonly cause: string;
  readonly count: number;
}

/** A kind of jobs that isn't followed, and why. */
export interface UnlistedKind extends PublicError {
  readonly kind: string;
}

/** The fleet as a whole. */
export interface FleetStatus {
  /** Whether all running jobs have a row. Before, some may be missing. */
  readonly complete: boolean;
  /** Since when the rows are old, as the gateway doesn't hear of the fleet. */
  readonly staleSince?: Date;
  /** Absent where every kind is followed. */
  readonly unlisted?: readonly UnlistedKind[];
}

/** The first message of a connection to the fleet. */
export interface FleetHelloMessage {
  readonly type: 'hello';
  readonly protocol: number;
  /** Longest interval between two messages, in milliseconds. */
  readonly heartbeatMs: number;
}

/** Rows that are new or have changed. */
export interface RowsMessage extends FleetStatus {
  readonly type: 'rows';
  /** The gateway's time of day: times of rows compare with it. */
  readonly at: Date;
  /** Whether the client forgets all rows first. */
  readonly reset: boolean;
  readonly rows: readonly FleetRow[];
  /** Names of jobs whose rows went; a name may be one that was never sent. */
  readonly removed: readonly string[];
  /** Whether another message follows at once. */
  readonly more: boolean;
}
