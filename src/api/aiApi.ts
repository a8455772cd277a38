import type { CallOptions } from './callOptions.js';

/** The request of ListAIRecommendationJobs and of ListAIBenchmarkJobs. */
export interface ListAiJobsInput {
  readonly CreationTimeAfter?: Date | undefined;
  readonly CreationTimeBefore?: Date | undefined;
  readonly NameContains?: string | undefined;
  /** In the casing of these operations, `InProgress`. */
  readonly StatusEquals?: string | undefined;
  readonly SortBy?: 'Name' | 'CreationTime' | 'Status' | undefined;
  readonly SortOrder?: 'Ascending' | 'Descending' | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The response of ListAIRecommendationJobs, as received. */
export interface ListAiRecommendationJobsOutput {
  readonly AIRecommendationJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/** The response of ListAIBenchmarkJobs, as received. */
export interface ListAiBenchmarkJobsOutput {
  readonly AIBenchmarkJobs?: readonly unknown[];
  readonly NextToken?: string;
}

/** The request of DescribeAIRecommendationJob. */
export interface DescribeAiRecommendationJobInput {
  readonly AIRecommendationJobName: string;
}

/** The request of DescribeAIBenchmarkJob. */
export interface DescribeAiBenchmarkJobInput {
  readonly AIBenchmarkJobName: string;
}

/** The port to the jobs of the second generation, AI recommendation jobs and AI benchmark jobs. */
export interface AiApi {
  readonly listAiRecommendationJobs: (
    input: ListAiJobsInput,
    call: CallOptions,
  ) => Promise<ListAiRecommendationJobsOutput>;
  readonly describeAiRecommendationJob: (
    input: DescribeAiRecommendationJobInput,
    call: CallOptions,
  ) => Promise<unknown>;
  readonly listAiBenchmarkJobs: (
    input: ListAiJobsInput,
    call: CallOptions,
  ) => Promise<ListAiBenchmarkJobsOutput>;
  readonly describeAiBenchmarkJob: (
    input: DescribeAiBenchmarkJobInput,
    call: CallOptions,
  ) => Promise<unknown>;
}
