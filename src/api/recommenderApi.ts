import type { Status, StepType } from '../core/status.js';
import type { CallOptions } from './callOptions.js';

export type { CallOptions, Priority } from './callOptions.js';

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

/** The port to Inference Recommender: one method for each operation. */
export interface RecommenderApi {
  readonly listSteps: (input: ListStepsInput, call: CallOptions) => Promise<ListStepsOutput>;
  readonly describeJob: (input: DescribeJobInput, call: CallOptions) => Promise<unknown>;
  readonly listJobs: (input: ListJobsInput, call: CallOptions) => Promise<ListJobsOutput>;
}
