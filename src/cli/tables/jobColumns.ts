import type { WatchedJob } from '../../core/event.js';
import type { CsvColumns } from '../output/csvSink.js';
import type { ListedJob } from '../listedJob.js';

/** The columns of a classic job in CSV, with AWS's names. */
export const JOB_COLUMNS: CsvColumns<WatchedJob> = {
  JobName: job => job.JobName,
  JobType: job => job.JobType,
  Status: job => job.Status,
  CreationTime: job => job.CreationTime?.toISOString(),
  CompletionTime: job => job.CompletionTime?.toISOString(),
  LastModifiedTime: job => job.LastModifiedTime?.toISOString(),
  FailureReason: job => job.FailureReason,
  JobDescription: job => job.JobDescription,
  ModelName: job => job.ModelName,
  ModelPackageVersionArn: job => job.ModelPackageVersionArn,
  SamplePayloadUrl: job => job.SamplePayloadUrl,
  RoleArn: job => job.RoleArn,
  JobArn: job => job.JobArn,
};

/** The columns of an AI recommendation job, with AWS's names and statuses. */
export const RECOMMENDATION_JOB_COLUMNS: CsvColumns<WatchedJob> = {
  AIRecommendationJobName: ({ AIRecommendationJob: job }) => job?.AIRecommendationJobName,
  AIRecommendationJobStatus: ({ AIRecommendationJob: job }) => job?.AIRecommendationJobStatus,
  ...aiTimes(),
  AIRecommendationJobArn: ({ JobArn }) => JobArn,
};

/** The columns of an AI benchmark job, likewise. */
export const BENCHMARK_JOB_COLUMNS: CsvColumns<WatchedJob> = {
  AIBenchmarkJobName: ({ AIBenchmarkJob: job }) => job?.AIBenchmarkJobName,
  AIBenchmarkJobStatus: ({ AIBenchmarkJob: job }) => job?.AIBenchmarkJobStatus,
  ...aiTimes(),
  AIWorkloadConfigName: ({ AIBenchmarkJob: job }) => job?.AIWorkloadConfigName,
  AIBenchmarkJobArn: ({ JobArn }) => JobArn,
};

function aiTimes(): CsvColumns<WatchedJob> {
  return {
    CreationTime: job => job.CreationTime?.toISOString(),
    EndTime: job => job.CompletionTime?.toISOString(),
    FailureReason: job => job.FailureReason,
    RoleArn: job => job.RoleArn,
  };
}

/** The columns of jobs of several kinds: names as other commands take them, statuses in one spelling. */
export const ANY_JOB_COLUMNS: CsvColumns<ListedJob> = {
  Kind: ({ kind }) => kind,
  JobName: ({ job }) => job.JobName,
  JobType: ({ job }) => job.JobType,
  Status: ({ job }) => job.Status,
  CreationTime: ({ job }) => job.CreationTime?.toISOString(),
  CompletionTime: ({ job }) => job.CompletionTime?.toISOString(),
  LastModifiedTime: ({ job }) => job.LastModifiedTime?.toISOString(),
  FailureReason: ({ job }) => job.FailureReason,
  JobArn: ({ job }) => job.JobArn,
};
