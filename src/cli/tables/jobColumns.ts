import type { JobSummary } from '../../core/job.js';
import type { CsvColumns } from '../output/csvSink.js';

/** The columns of a job in CSV, with AWS's names. */
export const JOB_COLUMNS: CsvColumns<JobSummary> = {
  JobName: job => job.JobName,
  JobType: job => job.JobType,
  Status: job => job.Status,
  CreationTime: job => job.CreationTime.toISOString(),
  CompletionTime: job => job.CompletionTime?.toISOString(),
  LastModifiedTime: job => job.LastModifiedTime.toISOString(),
  FailureReason: job => job.FailureReason,
  JobDescription: job => job.JobDescription,
  ModelName: job => job.ModelName,
  ModelPackageVersionArn: job => job.ModelPackageVersionArn,
  SamplePayloadUrl: job => job.SamplePayloadUrl,
  RoleArn: job => job.RoleArn,
  JobArn: job => job.JobArn,
};
