import type * as core from '../core/message.js';
import type { PublicError } from '../core/publicError.js';
import type { Codec } from './codec.js';
import { BeatMessage, ByeMessage, ErrorMessage } from './controlMessage.js';
import { Cause, WatchEvent, type WireWatchEvent } from './event.js';
import { JobSummary, WatchedJob, type WireJobSummary, type WireWatchedJob } from './job.js';
import { list } from './list.js';
import { Count, Flag, Numeric, Text, word, type WireNumber } from './primitives.js';
import { Step, type WireStep } from './step.js';
import { struct } from './struct.js';
import { tagged } from './tagged.js';

/** A step, and its key in the watch. */
export type KeyedStep = core.KeyedStep;
/** A step, and its key in the watch, on the wire. */
export interface WireKeyedStep {
  readonly key: string;
  readonly step: WireStep;
}
/** A step, and its key in the watch; wire to domain and back. */
export const KeyedStep: Codec<KeyedStep, WireKeyedStep> = struct(
  'a keyed step',
  { key: Text, step: Step },
  {},
);

/** The age of what is known, and the reason. */
export type Staleness = core.Staleness;
/** The age of what is known, and the reason, on the wire. */
export interface WireStaleness {
  readonly ageMs: WireNumber;
  readonly cause?: PublicError;
}
/** The age of what is known, and the reason; wire to domain and back. */
export const Staleness: Codec<Staleness, WireStaleness> = struct(
  'a staleness',
  { ageMs: Numeric },
  { cause: Cause },
);

/** The status of a watch, apart from the steps. */
export type WatchState = core.WatchState;
/** The status of a watch, apart from the steps, on the wire. */
export interface WireWatchState {
  readonly job?: WireWatchedJob;
  readonly synced: boolean;
  readonly stale?: WireStaleness;
  readonly done: boolean;
  readonly unfinished?: readonly string[];
}
/** The status of a watch, apart from the steps; wire to domain and back. */
export const WatchState: Codec<WatchState, WireWatchState> = struct(
  'a watch state',
  { synced: Flag, done: Flag },
  { job: WatchedJob, stale: Staleness, unfinished: list(Text) },
);

/** The first message of a connection. */
export type HelloMessage = core.HelloMessage;
/** The first message of a connection; the wire form is the same. */
export const HelloMessage: Codec<HelloMessage, HelloMessage> = struct(
  'a hello',
  { type: word('hello'), protocol: Count, jobName: Text, epoch: Text, resumed: Flag, heartbeatMs: Count },
  {},
);

/** The whole state of the job, which replaces the state of the client. */
export type SnapshotMessage = core.SnapshotMessage;
/** The whole state of the job, which replaces the state of the client, on the wire. */
export interface WireSnapshotMessage extends Omit<core.SnapshotMessage, 'steps' | 'watch'> {
  readonly steps: readonly WireKeyedStep[];
  readonly watch: WireWatchState;
}
/** The whole state of the job, which replaces the state of the client; wire to domain and back. */
export const SnapshotMessage: Codec<SnapshotMessage, WireSnapshotMessage> = struct(
  'a snapshot',
  {
    type: word('snapshot'),
    epoch: Text,
    seq: Count,
    steps: list(KeyedStep),
    more: Flag,
    watch: WatchState,
  },
  {},
);

/** The changes between two positions. */
export type CatchUpMessage = core.CatchUpMessage;
/** The changes between two positions, on the wire. */
export interface WireCatchUpMessage extends Omit<core.CatchUpMessage, 'steps' | 'watch'> {
  readonly steps: readonly WireKeyedStep[];
  readonly watch?: WireWatchState;
}
/** The changes between two positions; wire to domain and back. */
export const CatchUpMessage: Codec<CatchUpMessage, WireCatchUpMessage> = struct(
  'a catch-up',
  {
    type: word('catchUp'),
    epoch: Text,
    from: Count,
    seq: Count,
    steps: list(KeyedStep),
    removed: list(Text),
    more: Flag,
  },
  { watch: WatchState },
);

/** One event of the watch. */
export type EventMessage = core.EventMessage;
/** One event of the watch, on the wire. */
export interface WireEventMessage extends Omit<core.EventMessage, 'event'> {
  readonly event: WireWatchEvent;
}
/** One event of the watch; wire to domain and back. */
export const EventMessage: Codec<EventMessage, WireEventMessage> = struct(
  'an event',
  { type: word('event'), epoch: Text, seq: Count, event: WatchEvent },
  {},
);

export { BeatMessage, ByeMessage, ErrorMessage } from './controlMessage.js';

/** A message of a gateway to a client. */
export type ServerMessage = core.ServerMessage;
/** A message of a gateway to a client, on the wire. */
export type WireServerMessage =
  | HelloMessage
  | WireSnapshotMessage
  | WireCatchUpMessage
  | WireEventMessage
  | BeatMessage
  | ErrorMessage
  | ByeMessage;
/** A message of a gateway to a client; wire to domain and back. */
export const ServerMessage: Codec<ServerMessage, WireServerMessage> = tagged('a message of a gateway', {
  hello: HelloMessage,
  snapshot: SnapshotMessage,
  catchUp: CatchUpMessage,
  event: EventMessage,
  beat: BeatMessage,
  error: ErrorMessage,
  bye: ByeMessage,
});

/** A message of a client to a gateway. */
export type ClientMessage = core.ClientMessage;
/** A message of a client to a gateway; the wire form is the same. */
export const ClientMessage: Codec<ClientMessage, ClientMessage> = tagged('a message of a client', {
  ping: struct<core.PingMessage, core.PingMessage>('a ping', { type: word('ping') }, {}),
});

/** The gateway's answer to `GET /jobs`. */
export type JobList = core.JobList;
/** The gateway's answer to `GET /jobs`, on the wire. */
export interface WireJobList {
  readonly jobs: readonly WireJobSummary[];
  readonly after?: string;
  readonly kinds?: readonly string[];
}
/** The gateway's answer to `GET /jobs`; wire to domain and back. */
export const JobList: Codec<JobList, WireJobList> = struct(
  'a list of jobs',
  { jobs: list(JobSummary) },
  { after: Text, kinds: list(Text) },
);

/** The gateway's answer to `GET /jobs?kind=recommendation` and `?kind=benchmark`. */
export type AIJobList = core.AIJobList;
/** The gateway's answer to `GET /jobs?kind=recommendation` and `?kind=benchmark`, on the wire. */
export interface WireAIJobList extends Omit<core.AIJobList, 'jobs'> {
  readonly jobs: readonly WireWatchedJob[];
}
/** The gateway's answer to `GET /jobs?kind=recommendation` and `?kind=benchmark`; wire to domain and back. */
export const AIJobList: Codec<AIJobList, WireAIJobList> = struct(
  'a list of AI jobs',
  { kind: word('recommendation', 'benchmark'), jobs: list(WatchedJob) },
  { after: Text },
);
