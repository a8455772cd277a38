import type * as event from '../core/event.js';
import type * as core from '../core/job.js';
import { FAILED, leaf, type Codec } from './codec.js';
import { list } from './list.js';
import { Numeric, Text, Time, type WireNumber } from './primitives.js';
import {
  EndpointConfiguration,
  EndpointMetrics,
  Metrics,
  ModelConfiguration,
  ServerlessConfig,
  type WireEndpointConfiguration,
  type WireEndpointMetrics,
  type WireMetrics,
  type WireServerlessConfig,
} from './step.js';
import { struct } from './struct.js';

type RawObject = Readonly<Record<string, unknown>>;

/** An object whose fields aren't checked and aren't changed. */
const RawObject: Codec<RawObject, RawObject> = leaf(
  'an object',
  value =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawObject) : FAILED,
  value => value,
);

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

type WireLimit = { readonly [K in keyof core.ResourceLimit]: WireNumber };
const ResourceLimit: Codec<core.ResourceLimit, WireLimit> = struct(
  'a resource limit',
  {},
  { MaxNumberOfTests: Numeric, MaxParallelOfTests: Numeric },
);

type WireInputConfiguration = Omit<core.EndpointInputConfiguration, 'ServerlessConfig'> & {
  readonly ServerlessConfig?: WireServerlessConfig;
};
const EndpointInputConfiguration: Codec<core.EndpointInputConfiguration, WireInputConfiguration> = struct(
  'a configuration to test',
  {},
  {
    InstanceType: Text,
    ServerlessConfig,
    InferenceSpecificationName: Text,
    EnvironmentParameterRanges: RawObject,
  },
);

const EndpointInfo: Codec<core.EndpointInfo, core.EndpointInfo> = struct(
  'an endpoint',
  {},
  { EndpointName: Text },
);

type WireJobInput = Omit<
  core.JobInput,
  'JobDurationInSeconds' | 'ResourceLimit' | 'EndpointConfigurations'
> & {
  readonly JobDurationInSeconds?: WireNumber;
  readonly ResourceLimit?: WireLimit;
  readonly EndpointConfigurations?: readonly WireInputConfiguration[];
};
const JobInput: Codec<core.JobInput, WireJobInput> = struct(
  'the input of a job',
  {},
  {
    ModelPackageVersionArn: Text,
    ModelName: Text,
    JobDurationInSeconds: Numeric,
    ResourceLimit,
    EndpointConfigurations: list(EndpointInputConfiguration),
    TrafficPattern: RawObject,
    ContainerConfig: RawObject,
    Endpoints: list(EndpointInfo),
    VolumeKmsKeyId: Text,
    VpcConfig: RawObject,
  },
);

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
  'InputConfig' | 'InferenceRecommendations' | 'EndpointPerformances'
> & {
  readonly InputConfig: WireJobInput;
  readonly InferenceRecommendations?: readonly WireRecommendation[];
  readonly EndpointPerformances?: readonly WirePerformance[];
};
const JOB_FIELDS = {
  StoppingConditions: RawObject,
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
export type WireWatchedJob = Pick<WireJob, 'JobName' | 'Status'> & Partial<WireJob> & Partial<WireJobSummary>;
const { JobName, Status, ...OTHER_FIELDS } = COMMON_FIELDS;
/** A job as a watch reports it, wire to domain and back. */
export const WatchedJob: Codec<WatchedJob, WireWatchedJob> = struct(
  'a job',
  { JobName, Status },
  { ...OTHER_FIELDS, ...OPTIONAL_FIELDS, ...SUMMARY_FIELDS, ...JOB_FIELDS, InputConfig: JobInput },
);
