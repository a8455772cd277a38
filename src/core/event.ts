import type { AIBenchmarkJob, AIRecommendationJob } from './aiJob.js';
import type { Job, JobSummary } from './job.js';
import type { Step } from './step.js';

/**
 * A job as a watch knows it: name and status, and the fields of its last description or list entry. An AI job has its
 * qualified name as JobName, and AWS's own object beside it; see `watchedRecommendationJob`.
 */
export type WatchedJob = Pick<Job, 'JobName' | 'Status'> &
  Partial<Job> &
  Partial<JobSummary> & {
    /** Of an AI recommendation job: AWS's own object, without its Recommendations, which are steps. */
    readonly AIRecommendationJob?: AIRecommendationJob;
    /** Of an AI benchmark job: AWS's own object. */
    readonly AIBenchmarkJob?: AIBenchmarkJob;
  };

/** A step was added, updated or removed. `key` identifies the step for as long as the watch lives. */
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

/** The steps were listed in full for the first time: every step is known. */
export interface SyncedEvent {
  readonly type: 'synced';
  readonly jobName: string;
}

/** Polls fail or lag. `ageMs` is the age of what is known, in milliseconds. */
export interface StaleEvent {
  readonly type: 'stale';
  readonly jobName: string;
  readonly ageMs: number;
  readonly cause: unknown;
}

/** Polls succeed again. */
export interface FreshEvent {
  readonly type: 'fresh';
  readonly jobName: string;
}

/** The job is terminal and every step is known. The stream completes. */
export interface DoneEvent {
  readonly type: 'done';
  readonly jobName: string;
  readonly job: WatchedJob;
  /**
   * Keys of the steps that the list of steps still shows as unfinished, 90 s after the end of the job. Absent
   * where all steps have ended.
   */
  readonly unfinished?: readonly string[];
}

/** The events of a watch: a closed union, discriminated by `type`. */
export type WatchEvent = StepEvent | JobEvent | SyncedEvent | StaleEvent | FreshEvent | DoneEvent;
