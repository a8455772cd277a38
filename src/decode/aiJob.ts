import type * as core from '../core/aiJob.js';
import type { Codec } from './codec.js';
import { list } from './list.js';
import { Anything, Flag, Text, Time } from './primitives.js';
import { struct } from './struct.js';

/** The form of the wire: times are in epoch seconds. */
type Wire<A> = { readonly [K in keyof A]: Exclude<A[K], undefined> extends Date ? number : A[K] };

const TIMES = { CreationTime: Time, EndTime: Time };

/** An AI recommendation job in a list. */
export type AIRecommendationJobSummary = core.AIRecommendationJobSummary;
/** An AI recommendation job in a list, on the wire. */
export type WireAIRecommendationJobSummary = Wire<AIRecommendationJobSummary>;
const RECOMMENDATION = { AIRecommendationJobName: Text, AIRecommendationJobStatus: Text };
/** An AI recommendation job in a list, wire to domain and back. */
export const AIRecommendationJobSummary: Codec<AIRecommendationJobSummary, WireAIRecommendationJobSummary> =
  struct('an AI recommendation job', RECOMMENDATION, { ...TIMES, AIRecommendationJobArn: Text });

/** An AI benchmark job in a list. */
export type AIBenchmarkJobSummary = core.AIBenchmarkJobSummary;
/** An AI benchmark job in a list, on the wire. */
export type WireAIBenchmarkJobSummary = Wire<AIBenchmarkJobSummary>;
const BENCHMARK = { AIBenchmarkJobName: Text, AIBenchmarkJobStatus: Text };
/** An AI benchmark job in a list, wire to domain and back. */
export const AIBenchmarkJobSummary: Codec<AIBenchmarkJobSummary, WireAIBenchmarkJobSummary> = struct(
  'an AI benchmark job',
  BENCHMARK,
  { ...TIMES, AIBenchmarkJobArn: Text, AIWorkloadConfigName: Text },
);

const MlflowConfig: Codec<core.MlflowConfig, core.MlflowConfig> = struct(
  'a configuration of MLflow',
  {},
  { MlflowResourceArn: Text, MlflowExperimentName: Text, MlflowRunName: Text },
);
const Tag: Codec<core.Tag, core.Tag> = struct('a tag', {}, { Key: Text, Value: Text });
const DESCRIPTION = {
  ...TIMES,
  FailureReason: Text,
  AIWorkloadConfigIdentifier: Text,
  RoleArn: Text,
  StartTime: Time,
  Tags: list(Tag),
};

/** Makes a codec of an object whose fields AWS may all leave out, and whose wire form is the same. */
const part = <A extends object>(name: string, fields: Parameters<typeof struct<A, A>>[2]): Codec<A, A> =>
  struct<A, A>(name, {} as Parameters<typeof struct<A, A>>[1], fields);

type ModelSource = NonNullable<core.AIModelSource['S3']>;
type Constraint = NonNullable<core.PerformanceTarget['Constraints']>[number];
type Framework = NonNullable<core.AIRecommendationJob['InferenceSpecification']>;

/** An AI recommendation job as described by DescribeAIRecommendationJob. */
export type AIRecommendationJob = core.AIRecommendationJob;
/** An AI recommendation job as described by DescribeAIRecommendationJob, on the wire. */
export type WireAIRecommendationJob = Wire<AIRecommendationJob>;
/**
 * An AI recommendation job as described by DescribeAIRecommendationJob, wire to domain and back. Its recommendations are
 * kept as received, so that a bad one doesn't cost the whole: `recommendationSteps` decodes them.
 */
export const AIRecommendationJob: Codec<AIRecommendationJob, WireAIRecommendationJob> = struct(
  'an AI recommendation job',
  RECOMMENDATION,
  {
    ...DESCRIPTION,
    AIRecommendationJobArn: Text,
    ModelSource: part<core.AIModelSource>('a source of a model', {
      S3: part<ModelSource>('a source on S3', { S3Uri: Text }),
    }),
    OutputConfig: part<core.AIRecommendationOutput>('an output', {
      S3OutputLocation: Text,
      ModelPackageGroupIdentifier: Text,
      MlflowConfig,
    }),
    InferenceSpecification: part<Framework>('an inference specification', { Framework: Text }),
    OptimizeModel: Flag,
    PerformanceTarget: part<core.PerformanceTarget>('a performance target', {
      Constraints: list(part<Constraint>('a constraint', { Metric: Text })),
    }),
    ComputeSpec: part<core.ComputeSpec>('instance types', { InstanceTypes: list(Text) }),
    Recommendations: list(Anything),
  },
);

type Endpoint = NonNullable<core.BenchmarkTarget['Endpoint']>;
type Component = NonNullable<Endpoint['InferenceComponents']>[number];
type LogStream = NonNullable<core.AIBenchmarkOutput['CloudWatchLogs']>[number];
type Network = NonNullable<core.AIBenchmarkJob['NetworkConfig']>;
type Vpc = NonNullable<Network['VpcConfig']>;

/** An AI benchmark job as described by DescribeAIBenchmarkJob. */
export type AIBenchmarkJob = core.AIBenchmarkJob;
/** An AI benchmark job as described by DescribeAIBenchmarkJob, on the wire. */
export type WireAIBenchmarkJob = Wire<AIBenchmarkJob>;
/** An AI benchmark job as described by DescribeAIBenchmarkJob, wire to domain and back. */
export const AIBenchmarkJob: Codec<AIBenchmarkJob, WireAIBenchmarkJob> = struct(
  'an AI benchmark job',
  BENCHMARK,
  {
    ...DESCRIPTION,
    AIBenchmarkJobArn: Text,
    AIWorkloadConfigName: Text,
    BenchmarkTarget: part<core.BenchmarkTarget>('a target', {
      Endpoint: part<Endpoint>('an endpoint', {
        Identifier: Text,
        TargetContainerHostname: Text,
        InferenceComponents: list(part<Component>('an inference component', { Identifier: Text })),
      }),
    }),
    OutputConfig: part<core.AIBenchmarkOutput>('an output', {
      S3OutputLocation: Text,
      CloudWatchLogs: list(part<LogStream>('a log stream', { LogGroupArn: Text, LogStreamName: Text })),
      MlflowConfig,
    }),
    NetworkConfig: part<Network>('a network', {
      VpcConfig: part<Vpc>('a VPC', { SecurityGroupIds: list(Text), Subnets: list(Text) }),
    }),
  },
);
