import type * as core from '../core/event.js';
import { publicError, type PublicError } from '../core/publicError.js';
import { leaf, type Codec } from './codec.js';
import { WatchedJob, type WireWatchedJob } from './job.js';
import { list } from './list.js';
import { Numeric, Text, word, type WireNumber } from './primitives.js';
import { Step, type WireStep } from './step.js';
import { struct } from './struct.js';
import { tagged } from './tagged.js';

/** The reason why a watch is stale. On the wire it is a code and a sentence: messages of AWS stay in the process. */
export const Cause: Codec<unknown, PublicError> = leaf('anything', value => value, toPublic);

function toPublic(cause: unknown): PublicError {
  return isPublic(cause) ? cause : publicError(cause);
}

/** Whether a cause was received over the wire, and is public already. */
function isPublic(cause: unknown): cause is PublicError {
  if (typeof cause !== 'object' || cause === null || cause instanceof Error) return false;
  const { code, message, ...more } = cause as Partial<PublicError>;
  return typeof code === 'string' && typeof message === 'string' && Object.keys(more).length === 0;
}

/** A step was added, updated or removed. */
export type StepEvent = core.StepEvent;
/** A step was added, updated or removed, on the wire. */
export interface WireStepEvent extends Omit<core.StepEvent, 'step' | 'previous'> {
  readonly step: WireStep;
  readonly previous?: WireStep;
}
/** A step was added, updated or removed; wire to domain and back. */
export const StepEvent: Codec<StepEvent, WireStepEvent> = struct(
  'a step event',
  {
    type: word('step'),
    jobName: Text,
    change: word('added', 'updated', 'removed'),
    key: Text,
    step: Step,
    changed: list(Text),
  },
  { previous: Step },
);

/** The description of the job changed. */
export type JobEvent = core.JobEvent;
/** The description of the job changed, on the wire. */
export interface WireJobEvent extends Omit<core.JobEvent, 'job' | 'previous'> {
  readonly job: WireWatchedJob;
  readonly previous?: WireWatchedJob;
}
/** The description of the job changed; wire to domain and back. */
export const JobEvent: Codec<JobEvent, WireJobEvent> = struct(
  'a job event',
  { type: word('job'), jobName: Text, job: WatchedJob },
  { previous: WatchedJob },
);

/** Every step is known. */
export type SyncedEvent = core.SyncedEvent;
/** Every step is known; the wire form is the same. */
export const SyncedEvent: Codec<SyncedEvent, SyncedEvent> = struct(
  'a synced event',
  { type: word('synced'), jobName: Text },
  {},
);

/** Polls fail or lag. */
export type StaleEvent = core.StaleEvent;
/** Polls fail or lag, on the wire. */
export interface WireStaleEvent extends Omit<core.StaleEvent, 'ageMs' | 'cause'> {
  readonly ageMs: WireNumber;
  readonly cause?: PublicError;
}
/** Polls fail or lag; wire to domain and back. */
export const StaleEvent: Codec<StaleEvent, WireStaleEvent> = struct(
  'a stale event',
  { type: word('stale'), jobName: Text, ageMs: Numeric },
  { cause: Cause },
);

/** Polls work again. */
export type FreshEvent = core.FreshEvent;
/** Polls work again; the wire form is the same. */
export const FreshEvent: Codec<FreshEvent, FreshEvent> = struct(
  'a fresh event',
  { type: word('fresh'), jobName: Text },
  {},
);

/** The job has ended. */
export type DoneEvent = core.DoneEvent;
/** The job has ended, on the wire. */
export interface WireDoneEvent extends Omit<core.DoneEvent, 'job'> {
  readonly job: WireWatchedJob;
}
/** The job has ended; wire to domain and back. */
export const DoneEvent: Codec<DoneEvent, WireDoneEvent> = struct(
  'a done event',
  { type: word('done'), jobName: Text, job: WatchedJob },
  { unfinished: list(Text) },
);

/** An event of a watch. */
export type WatchEvent = core.WatchEvent;
/** An event of a watch, on the wire. */
export type WireWatchEvent =
  | WireStepEvent
  | WireJobEvent
  | SyncedEvent
  | WireStaleEvent
  | FreshEvent
  | WireDoneEvent;
/** An event of a watch; wire to domain and back. */
export const WatchEvent: Codec<WatchEvent, WireWatchEvent> = tagged('an event of a watch', {
  step: StepEvent,
  job: JobEvent,
  synced: SyncedEvent,
  stale: StaleEvent,
  fresh: FreshEvent,
  done: DoneEvent,
});
