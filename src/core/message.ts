import type { WatchedJob, WatchEvent } from './event.js';
import type { JobSummary } from './job.js';
import type { PublicError } from './publicError.js';
import type { Step } from './step.js';

/** A step, and its key in the watch. */
export interface KeyedStep {
  readonly key: string;
  readonly step: Step;
}

/** How a watch stands. */
export interface WatchState {
  /** Absent as long as nothing is known of the job. */
  readonly job?: WatchedJob;
  /** Whether every step is known. */
  readonly synced: boolean;
  /** There while polls fail or lag. */
  readonly stale?: Staleness;
  /** Whether the job has ended, and every step is known. */
  readonly done: boolean;
}

/** How old what is known is, and why. */
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
  /** Whether the client's state is still good; else a snapshot follows. */
  readonly resumed: boolean;
  /** Longest interval between two messages, in milliseconds: the gateway sends a beat when nothing else happens. */
  readonly heartbeatMs: number;
}

/** Replaces everything that the client had. */
export interface SnapshotMessage {
  readonly type: 'snapshot';
  readonly epoch: string;
  readonly seq: number;
  readonly steps: readonly KeyedStep[];
  /** Whether this was only a part, and a catch-up follows. */
  readonly more: boolean;
  /** Neither synced nor done before the last part. */
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
  /** Whether this was only a part. */
  readonly more: boolean;
  /** There unless `more`. */
  readonly watch?: WatchState;
}

/** One thing that happened. */
export interface EventMessage {
  readonly type: 'event';
  readonly epoch: string;
  readonly seq: number;
  readonly event: WatchEvent;
}

/** Nothing happened, and the connection lives. */
export interface BeatMessage {
  readonly type: 'beat';
}

/** The gateway can't go on with this job; the last message. */
export interface ErrorMessage extends PublicError {
  readonly type: 'error';
  /** Whether coming back can help. */
  readonly retry: boolean;
}

/** The last message of a connection that ends in order. */
export interface ByeMessage {
  readonly type: 'bye';
  /** `done` or `closing`; later versions may have others. */
  readonly reason: string;
  /** Whether to come back. */
  readonly retry: boolean;
}

/** What a gateway says to its clients: a closed union, told apart by `type`. */
export type ServerMessage =
  | HelloMessage
  | SnapshotMessage
  | CatchUpMessage
  | EventMessage
  | BeatMessage
  | ErrorMessage
  | ByeMessage;

/** Asks for a beat. */
export interface PingMessage {
  readonly type: 'ping';
}

/** What a client says to a gateway, over WebSocket. */
export type ClientMessage = PingMessage;

/** What a gateway answers to `GET /jobs`. */
export interface JobList {
  readonly jobs: readonly JobSummary[];
  /** Pass it as `after` for the next page; absent on the last one. */
  readonly after?: string;
}
