import type { Status, StepType } from '../core/status.js';

/** Class of a call when permits are short: `foreground` for listings, `background` for polls of watches. */
export type Priority = 'foreground' | 'background';

/** What every call is made with. */
export interface CallOptions {
  /** Ends the call at once: in the queue, in flight, while the body is read, and in a back-off. */
  readonly signal: AbortSignal;
  /** Default `foreground`. */
  readonly priority?: Priority | undefined;
  /** Number of the attempt, from 1; set by the retry wrapper. */
  readonly attempt?: number | undefined;
}

/** The request of ListInferenceRecommendationsJobSteps. */
export interface ListStepsInput {
  readonly JobName: string;
  readonly Status?: Status | undefined;
  readonly StepType?: StepType | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The response of ListInferenceRecommendationsJobSteps, as received. All of its members are optional. */
export interface ListStepsOutput {
  readonly Steps?: readonly unknown[];
  readonly NextToken?: string;
}

/** The request of DescribeInferenceRecommendationsJob. */
export interface DescribeJobInput {
  readonly JobName: string;
}

/** The request of ListInferenceRecommendationsJobs. */
export interface ListJobsInput {
  readonly CreationTimeAfter?: Date | undefined;
  readonly CreationTimeBefore?: Date | undefined;
  readonly LastModifiedTimeAfter?: Date | undefined;
  readonly LastModifiedTimeBefore?: Date | undefined;
  readonly NameContains?: string | undefined;
  readonly StatusEquals?: Status | undefined;
  readonly SortBy?: 'Name' | 'CreationTime' | 'Status' | undefined;
  readonly SortOrder?: 'Ascending' | 'Descending' | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
  readonly ModelNameEquals?: string | undefined;
  readonly ModelPackageVersionArnEquals?: string | undefined;
}

/** The response of ListInferenceRecommendationsJobs, as received. */
export interface ListJobsOutput {
  readonly InferenceRecommendationsJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/**
 * The port to the service: one method for each operation. Each wrapper between a stream and AWS (permit,
 * retry, deadline) is a function from one `RecommenderApi` to another.
 */
export interface RecommenderApi {
  readonly listSteps: (input: ListStepsInput, call: CallOptions) => Promise<ListStepsOutput>;
  readonly describeJob: (input: DescribeJobInput, call: CallOptions) => Promise<unknown>;
  readonly listJobs: (input: ListJobsInput, call: CallOptions) => Promise<ListJobsOutput>;
}

/** The names of the port's operations. */
export type Operation = keyof RecommenderApi;
