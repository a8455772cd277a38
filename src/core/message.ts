import type { WatchedJob, WatchEvent } from './event.js';
import type { JobSummary } from './job.js';
import type { JobKind } from './jobKind.js';
import type { PublicError } from './publicError.js';
import type { Step } from './step.js';

/** Version of the protocol between gateway and clients, as docs/protocol.md has it. */
export const PROTOCOL_VERSION = 1;

/** A step with its key in the watch. */
export interface KeyedStep {
  readonly key: string;
  readonly step: Step;
}

/** The state of a watch, apart from the steps. */
export interface WatchState {
  /** Absent until the job is known. */
  readonly job?: WatchedJob;
  /** Whether every step is known. */
  readonly synced: boolean;
  /** Present while polls fail or lag. */
  readonly stale?: Staleness;
  /** Whether the job has ended, and every step is known. */
  readonly done: boolean;
  /** Keys of the steps that were still listed as unfinished when the watch was done. Absent without any. */
  readonly unfinished?: readonly string[];
}

/** The age of what is known, and the reason. */
export interface Staleness {
  /** Milliseconds. */
  readonly ageMs: number;
  readonly cause?: unknown;
}

/** The first message of a connection. */
export interface HelloMessage {
  readonly type: 'hello';
  readonly protocol: number;
  readonly jobName: string;
  readonly epoch: string;
  /** Whether the client can keep its state. Otherwise a snapshot follows. */
  readonly resumed: boolean;
  /** Longest interval between two messages, in milliseconds: the gateway sends a beat when nothing else happens. */
  readonly heartbeatMs: number;
}

/** Replaces the whole state of the client. */
export interface SnapshotMessage {
  readonly type: 'snapshot';
  readonly epoch: string;
  readonly seq: number;
  readonly steps: readonly KeyedStep[];
  /** Whether this is one chunk, and a catch-up follows. */
  readonly more: boolean;
  /** Neither synced nor done before the last chunk. */
  readonly watch: WatchState;
}

/** What changed between two positions, without the states in between. */
export interface CatchUpMessage {
  readonly type: 'catchUp';
  readonly epoch: string;
  readonly from: number;
  readonly seq: number;
  readonly steps: readonly KeyedStep[];
  readonly removed: readonly string[];
  /** Whether this is one chunk, and another one follows. */
  readonly more: boolean;
  /** Present unless `more`. */
  readonly watch?: WatchState;
}

/** One event of the watch. */
export interface EventMessage {
  readonly type: 'event';
  readonly epoch: string;
  readonly seq: number;
  readonly event: WatchEvent;
}

/** The heartbeat: shows that the connection is alive while nothing else is sent. */
export interface BeatMessage {
  readonly type: 'beat';
}

/** The last message of a connection that fails: the gateway can't go on with this job. */
export interface ErrorMessage extends PublicError {
  readonly type: 'error';
  /** Whether connecting again may help. */
  readonly retry: boolean;
}

/** The last message of a connection that ends in order. */
export interface ByeMessage {
  readonly type: 'bye';
  /** `done` or `closing`. Later versions may have others. */
  readonly reason: string;
  /** Whether to connect again. */
  readonly retry: boolean;
}

/** The messages of a gateway to its clients: a closed union, discriminated by `type`. */
export type ServerMessage =
  | HelloMessage
  | SnapshotMessage
  | CatchUpMessage
  | EventMessage
  | BeatMessage
  | ErrorMessage
  | ByeMessage;

/** Requests a heartbeat. */
export interface PingMessage {
  readonly type: 'ping';
}

/** The messages of a client to a gateway, over WebSocket. */
export type ClientMessage = PingMessage;

/** The response of a gateway to `GET /jobs`. */
export interface JobList {
  readonly jobs: readonly JobSummary[];
  /** Pass it as `after` for the next page; absent on the last one. */
  readonly after?: string;
  /** The kinds of jobs that the gateway lists, each by `?kind=`. Absent where it lists classic jobs alone. Later versions may have others. */
  readonly kinds?: readonly string[];
}

/** The response of a gateway to `GET /jobs?kind=recommendation` and `?kind=benchmark`. */
export interface AIJobList {
  readonly kind: Exclude<JobKind, 'classic'>;
  /** As `watchedRecommendationJob` and `watchedBenchmarkJob` have them: JobName is qualified. */
  readonly jobs: readonly WatchedJob[];
  /** Pass it as `after`, with the same `kind`, for the next page; absent on the last one. */
  readonly after?: string;
}
