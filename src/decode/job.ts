import type * as event from '../core/event.js';
import type * as core from '../core/job.js';
import {
  AIBenchmarkJob,
  AIRecommendationJob,
  type WireAIBenchmarkJob,
  type WireAIRecommendationJob,
} from './aiJob.js';
import type { Codec } from './codec.js';
import { EndpointInfo, JobInput, type WireJobInput } from './jobInput.js';
import { list } from './list.js';
import { Text, Time } from './primitives.js';
import {
  EndpointConfiguration,
  EndpointMetrics,
  Metrics,
  ModelConfiguration,
  type WireEndpointConfiguration,
  type WireEndpointMetrics,
  type WireMetrics,
} from './step.js';
import { struct } from './struct.js';
import { StoppingConditions, type WireStoppingConditions } from './traffic.js';

/** The form of the wire: times are in epoch seconds. */
type Wire<A> = { readonly [K in keyof A]: Exclude<A[K], undefined> extends Date ? number : A[K] };

const COMMON_FIELDS = {
  JobName: Text,
  JobType: Text,
  JobArn: Text,
  RoleArn: Text,
  Status: Text,
  CreationTime: Time,
  LastModifiedTime: Time,
};
const OPTIONAL_FIELDS = { CompletionTime: Time, JobDescription: Text, FailureReason: Text };
const SUMMARY_FIELDS = { ModelName: Text, SamplePayloadUrl: Text, ModelPackageVersionArn: Text };

/** A job in a listing of jobs. */
export type JobSummary = core.JobSummary;
/** A job in a listing of jobs, on the wire. */
export type WireJobSummary = Wire<core.JobSummary>;
/** A job in a listing of jobs, wire to domain and back. */
export const JobSummary: Codec<JobSummary, WireJobSummary> = struct('a job', COMMON_FIELDS, {
  ...OPTIONAL_FIELDS,
  ...SUMMARY_FIELDS,
});

type WireRecommendation = Omit<Wire<core.Recommendation>, 'Metrics' | 'EndpointConfiguration'> & {
  readonly Metrics?: WireMetrics;
  readonly EndpointConfiguration: WireEndpointConfiguration;
};
const Recommendation: Codec<core.Recommendation, WireRecommendation> = struct(
  'a recommendation',
  { EndpointConfiguration, ModelConfiguration },
  { RecommendationId: Text, Metrics, InvocationEndTime: Time, InvocationStartTime: Time },
);

type WirePerformance = Omit<core.EndpointPerformance, 'Metrics'> & { readonly Metrics: WireEndpointMetrics };
const EndpointPerformance: Codec<core.EndpointPerformance, WirePerformance> = struct(
  'the performance of an endpoint',
  { Metrics: EndpointMetrics, EndpointInfo },
  {},
);

/** A job as described by DescribeInferenceRecommendationsJob. */
export type Job = core.Job;
/** A job as described by DescribeInferenceRecommendationsJob, on the wire. */
export type WireJob = Omit<
  Wire<core.Job>,
  'InputConfig' | 'StoppingConditions' | 'InferenceRecommendations' | 'EndpointPerformances'
> & {
  readonly InputConfig: WireJobInput;
  readonly StoppingConditions?: WireStoppingConditions;
  readonly InferenceRecommendations?: readonly WireRecommendation[];
  readonly EndpointPerformances?: readonly WirePerformance[];
};
const JOB_FIELDS = {
  StoppingConditions,
  InferenceRecommendations: list(Recommendation),
  EndpointPerformances: list(EndpointPerformance),
};
/** A job as described by DescribeInferenceRecommendationsJob, wire to domain and back. */
export const Job: Codec<Job, WireJob> = struct(
  'a job',
  { ...COMMON_FIELDS, InputConfig: JobInput },
  { ...OPTIONAL_FIELDS, ...JOB_FIELDS },
);

/** A job as a watch reports it. */
export type WatchedJob = event.WatchedJob;
/** A job as a watch reports it, on the wire. */
export type WireWatchedJob = Pick<WireJob, 'JobName' | 'Status'> &
  Partial<WireJob> &
  Partial<WireJobSummary> & {
    readonly AIRecommendationJob?: WireAIRecommendationJob;
    readonly AIBenchmarkJob?: WireAIBenchmarkJob;
  };
const { JobName, Status, ...OTHER_FIELDS } = COMMON_FIELDS;
/** A job as a watch reports it, wire to domain and back. */
export const WatchedJob: Codec<WatchedJob, WireWatchedJob> = struct(
  'a job',
  { JobName, Status },
  {
    ...OTHER_FIELDS,
    ...OPTIONAL_FIELDS,
    ...SUMMARY_FIELDS,
    ...JOB_FIELDS,
    InputConfig: JobInput,
    AIRecommendationJob,
    AIBenchmarkJob,
  },
);
