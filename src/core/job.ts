import type { Status } from './status.js';
import type {
  EndpointConfiguration,
  EndpointMetrics,
  Metrics,
  ModelConfiguration,
  ServerlessConfig,
} from './step.js';

/** The fields of a job in descriptions and lists alike. */
interface JobBasics {
  readonly JobName: string;
  /** `Default` (45 minutes, AWS chooses the instances) or `Advanced` (a load test of your own). */
  readonly JobType: string;
  readonly JobArn: string;
  readonly RoleArn: string;
  readonly Status: Status;
  readonly CreationTime: Date;
  readonly LastModifiedTime: Date;
  readonly CompletionTime?: Date;
  readonly JobDescription?: string;
  readonly FailureReason?: string;
}

/** A job in a list of jobs. */
export interface JobSummary extends JobBasics {
  readonly ModelName?: string;
  readonly SamplePayloadUrl?: string;
  readonly ModelPackageVersionArn?: string;
}

/** Maximum numbers of tests of a job, in all and at once. */
export interface ResourceLimit {
  readonly MaxNumberOfTests?: number;
  readonly MaxParallelOfTests?: number;
}

/** One configuration for a job to test. */
export interface EndpointInputConfiguration {
  readonly InstanceType?: string;
  readonly ServerlessConfig?: ServerlessConfig;
  readonly InferenceSpecificationName?: string;
  /** Ranges of environment parameters, as received. */
  readonly EnvironmentParameterRanges?: Readonly<Record<string, unknown>>;
}

/** The input of a job. Nested parts that no operator uses are kept as received. */
export interface JobInput {
  readonly ModelPackageVersionArn?: string;
  readonly ModelName?: string;
  /** Seconds. */
  readonly JobDurationInSeconds?: number;
  readonly ResourceLimit?: ResourceLimit;
  readonly EndpointConfigurations?: readonly EndpointInputConfiguration[];
  readonly TrafficPattern?: Readonly<Record<string, unknown>>;
  readonly ContainerConfig?: Readonly<Record<string, unknown>>;
  readonly Endpoints?: readonly EndpointInfo[];
  readonly VolumeKmsKeyId?: string;
  readonly VpcConfig?: Readonly<Record<string, unknown>>;
}

/** An existing endpoint. */
export interface EndpointInfo {
  readonly EndpointName?: string;
}

/** One of at most ten recommendations of a job. The listing of its steps has all results. */
export interface Recommendation {
  readonly RecommendationId?: string;
  readonly Metrics?: Metrics;
  readonly EndpointConfiguration: EndpointConfiguration;
  readonly ModelConfiguration: ModelConfiguration;
  readonly InvocationEndTime?: Date;
  readonly InvocationStartTime?: Date;
}

/** The measurements of an existing endpoint. */
export interface EndpointPerformance {
  readonly Metrics: EndpointMetrics;
  readonly EndpointInfo: EndpointInfo;
}

/** A job as described by the service, decoded: times are `Date`s. Fields that AWS adds later are kept. */
export interface Job extends JobBasics {
  readonly InputConfig: JobInput;
  readonly StoppingConditions?: Readonly<Record<string, unknown>>;
  readonly InferenceRecommendations?: readonly Recommendation[];
  readonly EndpointPerformances?: readonly EndpointPerformance[];
}
