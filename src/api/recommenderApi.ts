import type { Status, StepType } from '../core/status.js';

/** Whose turn comes first when permits are short: somebody who waits, or a poll. */
export type Priority = 'foreground' | 'background';

/** What goes along with every call. */
export interface CallOptions {
  /** Ends the call at once: in the queue, in flight, in the body, in back-off. */
  readonly signal: AbortSignal;
  /** Default `foreground`. */
  readonly priority?: Priority | undefined;
  /** Which attempt this is, from 1; the retry wrapper sets it. */
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

/** Its answer, as it came; the service requires no member of it. */
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

/** Its answer, as it came. */
export interface ListJobsOutput {
  readonly InferenceRecommendationsJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/**
 * The port to the service: one method for each operation. What stands between a stream and AWS
 * (permit, retry, deadline) is a function from one `RecommenderApi` to another.
 */
export interface RecommenderApi {
  readonly listSteps: (input: ListStepsInput, call: CallOptions) => Promise<ListStepsOutput>;
  readonly describeJob: (input: DescribeJobInput, call: CallOptions) => Promise<unknown>;
  readonly listJobs: (input: ListJobsInput, call: CallOptions) => Promise<ListJobsOutput>;
}

/** The names of the port's operations. */
export type Operation = keyof RecommenderApi;
