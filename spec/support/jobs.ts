import type { ListJobsInput, ListJobsOutput } from '../../src/api/recommenderApi.js';
import type { Job, JobSummary } from '../../src/core/job.js';
import type { WireJob, WireJobSummary } from '../../src/decode/job.js';
import { fakeApi, type FakeApi } from './fakeApi.js';
import { fullStep, fullWire } from './wire.js';

const BASICS = {
  JobName: 'job',
  JobDescription: 'all of it',
  JobType: 'Advanced',
  JobArn: 'arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/job',
  RoleArn: 'arn:aws:iam::123456789012:role/Recommender',
  Status: 'FAILED',
  FailureReason: 'out of capacity',
};
const WIRE_TIMES = {
  CreationTime: 1_700_000_000,
  CompletionTime: 1_700_000_060.125,
  LastModifiedTime: 1_700_000_061,
};
const TIMES = {
  CreationTime: new Date(1_700_000_000_000),
  CompletionTime: new Date(1_700_000_060_125),
  LastModifiedTime: new Date(1_700_000_061_000),
};
const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/classifier/1';
const MODEL = { ModelName: 'model', ModelPackageVersionArn: ARN };

/** A job of a listing, with every field of the service, as it comes over the wire. */
export const fullWireSummary: WireJobSummary = {
  ...BASICS,
  ...WIRE_TIMES,
  ...MODEL,
  SamplePayloadUrl: 's3://bucket/payload.tar.gz',
};

/** The same job in the domain, which is also how the SDK gives it. */
export const fullSummary: JobSummary = { ...fullWireSummary, ...TIMES };

const INPUT = {
  ...MODEL,
  JobDurationInSeconds: 7200,
  TrafficPattern: {
    TrafficType: 'PHASES',
    Phases: [{ InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120 }],
    Stairs: { DurationInSeconds: 120, NumberOfSteps: 3, UsersPerStep: 2 },
  },
  ResourceLimit: { MaxNumberOfTests: 10, MaxParallelOfTests: 5 },
  EndpointConfigurations: [
    {
      InstanceType: 'ml.c5.large',
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 2 },
      InferenceSpecificationName: 'spec',
      EnvironmentParameterRanges: { CategoricalParameterRanges: [{ Name: 'OMP_NUM_THREADS', Value: ['1'] }] },
    },
  ],
  VolumeKmsKeyId: 'key',
  ContainerConfig: {
    Domain: 'MACHINE_LEARNING',
    Task: 'CLASSIFICATION',
    Framework: 'XGBOOST',
    FrameworkVersion: '1.5',
    PayloadConfig: { SamplePayloadUrl: 's3://bucket/payload.tar.gz', SupportedContentTypes: ['text/csv'] },
    NearestModelName: 'xgboost',
    SupportedInstanceTypes: ['ml.c5.large'],
    SupportedEndpointType: 'RealTime',
    DataInputConfig: '{}',
    SupportedResponseMIMETypes: ['text/csv'],
  },
  Endpoints: [{ EndpointName: 'existing' }],
  VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
};
const MORE = {
  InputConfig: INPUT,
  StoppingConditions: {
    MaxInvocations: 100,
    ModelLatencyThresholds: [{ Percentile: 'P95', ValueInMilliseconds: 100 }],
    FlatInvocations: 'Stop',
  },
  EndpointPerformances: [
    { Metrics: { MaxInvocations: 900, ModelLatency: 55 }, EndpointInfo: { EndpointName: 'existing' } },
  ],
};
const { FailureReason: _f, EndpointMetrics: _e, ...wireRecommendation } = fullWire.InferenceBenchmark!;
const { FailureReason: _g, EndpointMetrics: _h, ...recommendation } = fullStep.InferenceBenchmark!;

/** A job of Describe, with every field of the service, as it comes over the wire. */
export const fullWireJob: WireJob = {
  ...BASICS,
  ...WIRE_TIMES,
  ...MORE,
  InferenceRecommendations: [
    {
      ...wireRecommendation,
      RecommendationId: 'job/1',
      EndpointConfiguration: wireRecommendation.EndpointConfiguration!,
    },
  ],
};

/** The same job in the domain, which is also how the SDK gives it. */
export const fullJob: Job = {
  ...BASICS,
  ...TIMES,
  ...MORE,
  InferenceRecommendations: [
    {
      ...recommendation,
      RecommendationId: 'job/1',
      EndpointConfiguration: recommendation.EndpointConfiguration!,
    },
  ],
};

/** Jobs of a listing on the wire: as many as asked for, `job-0` first. */
export const wireJobs = (count: number): WireJobSummary[] =>
  Array.from({ length: count }, (_, n) => ({ ...fullWireSummary, JobName: `job-${n}` }));

/** A port that lists jobs as `jobApi` lists steps. */
export function accountApi(jobs: readonly unknown[], empty: readonly number[] = []): FakeApi {
  return fakeApi(({ input }, index): ListJobsOutput => {
    const { MaxResults = 100, NextToken = 'after 0' } = input as ListJobsInput;
    const start = parseInt(NextToken.slice('after '.length));
    if (empty.includes(index)) return { InferenceRecommendationsJobs: [], NextToken: `${NextToken}, again` };
    const end = start + MaxResults;
    const InferenceRecommendationsJobs = jobs.slice(start, end);
    return { InferenceRecommendationsJobs, ...(end < jobs.length && { NextToken: `after ${end}` }) };
  });
}
