import type { AIRecommendation } from './aiRecommendation.js';
import type { Figures } from './figures.js';
import type { Status, StepType } from './status.js';

/** The metrics of a benchmark. `NaN` is a metric that AWS could not measure. */
export interface Metrics {
  /** US dollars per hour, of all instances of the test together. */
  readonly CostPerHour?: number;
  /** US dollars per inference: CostPerHour / 60 / MaxInvocations. */
  readonly CostPerInference?: number;
  /** Invocations per minute, of all instances of the test together. */
  readonly MaxInvocations?: number;
  /** Milliseconds, at the maximum of invocations. */
  readonly ModelLatency?: number;
  /** Percent; above 100 on several cores. */
  readonly CpuUtilization?: number;
  /** Percent. */
  readonly MemoryUtilization?: number;
  /** Seconds to launch new compute for a serverless endpoint. */
  readonly ModelSetupTime?: number;
}

/** The metrics of an existing endpoint that the job compares with. */
export interface EndpointMetrics {
  /** Invocations per minute. */
  readonly MaxInvocations: number;
  /** Milliseconds. */
  readonly ModelLatency: number;
}

/** The size of a serverless endpoint. */
export interface ServerlessConfig {
  readonly MemorySizeInMB: number;
  readonly MaxConcurrency: number;
  readonly ProvisionedConcurrency?: number;
}

/** The endpoint that the benchmark ran on: an instance type, or a serverless size. */
export interface EndpointConfiguration {
  /** Of a recommendation, which has no endpoint: its key, which can't be the name of an endpoint; see `Step`. */
  readonly EndpointName: string;
  /** Empty for a recommendation. */
  readonly VariantName: string;
  readonly InstanceType?: string;
  /** Number of instances that the metrics are measured on. */
  readonly InitialInstanceCount?: number;
  readonly ServerlessConfig?: ServerlessConfig;
}

/** One environment variable of the container. */
export interface EnvironmentParameter {
  readonly Key: string;
  readonly ValueType: string;
  readonly Value: string;
}

/** How the model was configured for the benchmark. */
export interface ModelConfiguration {
  /** The specification that was asked for; of a model that the job compiled, it can be `neo-` and a uuid. */
  readonly InferenceSpecificationName?: string;
  readonly EnvironmentParameters?: readonly EnvironmentParameter[];
  /** The job of SageMaker Neo that compiled the model. */
  readonly CompilationJobName?: string;
}

/** One load test: its endpoint, its metrics, or the reason of its failure. */
export interface InferenceBenchmark {
  readonly Metrics?: Metrics;
  readonly EndpointMetrics?: EndpointMetrics;
  readonly EndpointConfiguration?: EndpointConfiguration;
  readonly ModelConfiguration: ModelConfiguration;
  readonly FailureReason?: string;
  readonly InvocationEndTime?: Date;
  readonly InvocationStartTime?: Date;
}

/**
 * One step of an Inference Recommender job, decoded: times are `Date`s, unavailable metrics are `NaN`.
 * Fields keep AWS's names. Fields that AWS adds later are kept as received.
 *
 * A recommendation of an AI recommendation job is a step, too: its StepType is `RECOMMENDATION`, its Status COMPLETED, its
 * JobName qualified (`ai-recommendation-job/NAME`). It has no Metrics: its figures have names of their own, in `figures`.
 * EndpointName is its key, as AWS gives it no id: ModelPackageArn and InferenceSpecificationName, with a slash between
 * them. Of two recommendations with the same, the second one has `#1` behind it.
 */
export interface Step {
  readonly StepType: StepType;
  readonly JobName: string;
  readonly Status: Status;
  readonly InferenceBenchmark?: InferenceBenchmark;
  /** Of a recommendation: AWS's own object. */
  readonly AIRecommendation?: AIRecommendation;
  /** Of a recommendation: what its ExpectedPerformance says. */
  readonly figures?: Figures;
  /** Of a recommendation: the Framework of its job, such as `VLLM`, where the job names one. */
  readonly framework?: string;
}
