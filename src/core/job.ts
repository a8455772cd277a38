import type { EndpointInfo, JobInput } from './jobInput.js';
import type { Status } from './status.js';
import type { EndpointConfiguration, EndpointMetrics, Metrics, ModelConfiguration } from './step.js';
import type { StoppingConditions } from './traffic.js';

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
  /** Of an Advanced job: when each of its load tests ends. */
  readonly StoppingConditions?: StoppingConditions;
  readonly InferenceRecommendations?: readonly Recommendation[];
  readonly EndpointPerformances?: readonly EndpointPerformance[];
}
