import type { Job, JobSummary } from './job.js';
import type { Step } from './step.js';

/** A job as a watch knows it: its name, its status, and what Describe or the list of jobs said of it last. */
export type WatchedJob = Pick<Job, 'JobName' | 'Status'> & Partial<Job> & Partial<JobSummary>;

/** A step came, changed, or went. `key` names the step for as long as the watch lives. */
export interface StepEvent {
  readonly type: 'step';
  readonly jobName: string;
  readonly change: 'added' | 'updated' | 'removed';
  readonly key: string;
  readonly step: Step;
  readonly previous?: Step;
  /** Paths of the fields that changed. */
  readonly changed: readonly string[];
}

/** The job itself changed. */
export interface JobEvent {
  readonly type: 'job';
  readonly jobName: string;
  readonly job: WatchedJob;
  readonly previous?: WatchedJob;
}

/** The first complete sweep is through: every step is known. */
export interface SyncedEvent {
  readonly type: 'synced';
  readonly jobName: string;
}

/** Polls fail or lag: what is known is this old. */
export interface StaleEvent {
  readonly type: 'stale';
  readonly jobName: string;
  readonly ageMs: number;
  readonly cause: unknown;
}

/** Polls work again. */
export interface FreshEvent {
  readonly type: 'fresh';
  readonly jobName: string;
}

/** The job is terminal and every step is known. The stream completes. */
export interface DoneEvent {
  readonly type: 'done';
  readonly jobName: string;
  readonly job: WatchedJob;
}

/** What a watch emits: a closed union, told apart by `type`. */
export type WatchEvent = StepEvent | JobEvent | SyncedEvent | StaleEvent | FreshEvent | DoneEvent;
