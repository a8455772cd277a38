import type * as core from '../core/step.js';
import { AIRecommendation } from './aiRecommendation.js';
import type { Codec } from './codec.js';
import { Figures } from './figures.js';
import { list } from './list.js';
import { Numeric, Text, Time, type WireNumber } from './primitives.js';
import { struct } from './struct.js';

/** The metrics of a benchmark. */
export type Metrics = core.Metrics;
/** The metrics of a benchmark on the wire. */
export type WireMetrics = { readonly [K in keyof core.Metrics]: WireNumber };
/** The metrics of a benchmark, wire to domain and back. */
export const Metrics: Codec<Metrics, WireMetrics> = struct(
  'metrics',
  {},
  {
    CostPerHour: Numeric,
    CostPerInference: Numeric,
    MaxInvocations: Numeric,
    ModelLatency: Numeric,
    CpuUtilization: Numeric,
    MemoryUtilization: Numeric,
    ModelSetupTime: Numeric,
  },
);

/** The metrics of an existing endpoint. */
export type EndpointMetrics = core.EndpointMetrics;
/** The metrics of an existing endpoint on the wire. */
export type WireEndpointMetrics = { readonly [K in keyof core.EndpointMetrics]: WireNumber };
/** The metrics of an existing endpoint, wire to domain and back. */
export const EndpointMetrics: Codec<EndpointMetrics, WireEndpointMetrics> = struct(
  'endpoint metrics',
  { MaxInvocations: Numeric, ModelLatency: Numeric },
  {},
);

/** The size of a serverless endpoint. */
export type ServerlessConfig = core.ServerlessConfig;
/** The size of a serverless endpoint on the wire. */
export type WireServerlessConfig = { readonly [K in keyof core.ServerlessConfig]: WireNumber };
/** The size of a serverless endpoint, wire to domain and back. */
export const ServerlessConfig: Codec<ServerlessConfig, WireServerlessConfig> = struct(
  'a serverless configuration',
  { MemorySizeInMB: Numeric, MaxConcurrency: Numeric },
  { ProvisionedConcurrency: Numeric },
);

/** The endpoint of a benchmark. */
export type EndpointConfiguration = core.EndpointConfiguration;
/** The endpoint of a benchmark on the wire. */
export type WireEndpointConfiguration = Omit<
  core.EndpointConfiguration,
  'InitialInstanceCount' | 'ServerlessConfig'
> & {
  readonly InitialInstanceCount?: WireNumber;
  readonly ServerlessConfig?: WireServerlessConfig;
};
/** The endpoint of a benchmark, wire to domain and back. */
export const EndpointConfiguration: Codec<EndpointConfiguration, WireEndpointConfiguration> = struct(
  'an endpoint configuration',
  { EndpointName: Text, VariantName: Text },
  { InstanceType: Text, InitialInstanceCount: Numeric, ServerlessConfig },
);

/** One environment variable of the container. */
export type EnvironmentParameter = core.EnvironmentParameter;
/** One environment variable of the container; the wire form is the same. */
export const EnvironmentParameter: Codec<EnvironmentParameter, EnvironmentParameter> = struct(
  'an environment parameter',
  { Key: Text, ValueType: Text, Value: Text },
  {},
);

/** How the model was configured. */
export type ModelConfiguration = core.ModelConfiguration;
/** How the model was configured; the wire form is the same. */
export const ModelConfiguration: Codec<ModelConfiguration, ModelConfiguration> = struct(
  'a model configuration',
  {},
  {
    InferenceSpecificationName: Text,
    EnvironmentParameters: list(EnvironmentParameter),
    CompilationJobName: Text,
  },
);

/** One load test. */
export type InferenceBenchmark = core.InferenceBenchmark;
/** One load test on the wire. */
export interface WireInferenceBenchmark {
  readonly Metrics?: WireMetrics;
  readonly EndpointMetrics?: WireEndpointMetrics;
  readonly EndpointConfiguration?: WireEndpointConfiguration;
  readonly ModelConfiguration: ModelConfiguration;
  readonly FailureReason?: string;
  /** Epoch seconds. */
  readonly InvocationEndTime?: number;
  /** Epoch seconds. */
  readonly InvocationStartTime?: number;
}
/** One load test, wire to domain and back. */
export const InferenceBenchmark: Codec<InferenceBenchmark, WireInferenceBenchmark> = struct(
  'a benchmark',
  { ModelConfiguration },
  {
    Metrics,
    EndpointMetrics,
    EndpointConfiguration,
    FailureReason: Text,
    InvocationEndTime: Time,
    InvocationStartTime: Time,
  },
);

/** One step of a job. */
export type Step = core.Step;
/** One step of a job on the wire. */
export interface WireStep extends Omit<core.Step, 'InferenceBenchmark'> {
  readonly InferenceBenchmark?: WireInferenceBenchmark;
}
/** One step of a job, wire to domain and back. */
export const Step: Codec<Step, WireStep> = struct(
  'a step',
  { StepType: Text, JobName: Text, Status: Text },
  { InferenceBenchmark, AIRecommendation, figures: Figures, framework: Text },
);
