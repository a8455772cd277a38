import type { AIBenchmarkJobSummary, AIRecommendationJobSummary } from './aiJob.js';
import type { JobSummary } from './job.js';
import type { JobKind } from './jobKind.js';

/** One page of a listing of steps, as `steps$` emits it. */
export interface StepsPage {
  readonly jobName: string;
  /** 0 for the first page of this listing. */
  readonly index: number;
  /** The steps exactly as received from the service; `decodeSteps` turns them into `Step`s. */
  readonly steps: readonly unknown[];
  /** AWS's own token of the page after this one; absent on the last page of the job. */
  readonly nextToken?: string;
  /** The checkpoint after this page: pass it as `startingToken`. Absent at the end of the listing. */
  readonly resumeToken?: string;
}

/** One page of a listing of jobs, as `jobs$`, `ai.jobs$` and `ai.benchmarks$` emit it. */
export interface JobsPage<J = JobSummary> {
  /** The kind of AI jobs; absent on a page of classic jobs. */
  readonly kind?: Exclude<JobKind, 'classic'>;
  /** 0 for the first page of this listing. */
  readonly index: number;
  readonly jobs: readonly J[];
  /** AWS's own token of the page after this one; absent on the last page. */
  readonly nextToken?: string;
  /** The checkpoint after this page: pass it as `startingToken`. Absent at the end of the listing. */
  readonly resumeToken?: string;
}

/** One page of a listing of jobs, of any kind. */
export type AnyJobsPage = JobsPage | JobsPage<AIRecommendationJobSummary> | JobsPage<AIBenchmarkJobSummary>;
