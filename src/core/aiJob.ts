import type { VpcConfig } from './jobInput.js';

/** The fields that AI jobs of both kinds have in lists. */
interface Times {
  /** Absent from a published answer, though AWS documents it as required. */
  readonly CreationTime?: Date;
  readonly EndTime?: Date;
}

/** An AI recommendation job in a list. Statuses are AWS's own: `InProgress`; see `statusOfAI`. */
export interface AIRecommendationJobSummary extends Times {
  readonly AIRecommendationJobName: string;
  readonly AIRecommendationJobArn?: string;
  readonly AIRecommendationJobStatus: string;
}

/** An AI benchmark job in a list. Statuses are AWS's own: `InProgress`; see `statusOfAI`. */
export interface AIBenchmarkJobSummary extends Times {
  readonly AIBenchmarkJobName: string;
  readonly AIBenchmarkJobArn?: string;
  readonly AIBenchmarkJobStatus: string;
  readonly AIWorkloadConfigName?: string;
}

/** A tag. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** Where a job logs its metrics. */
export interface MlflowConfig {
  readonly MlflowResourceArn?: string;
  readonly MlflowExperimentName?: string;
  readonly MlflowRunName?: string;
}

/** The fields that the descriptions of AI jobs of both kinds have. */
interface Description extends Times {
  readonly FailureReason?: string;
  /** The name of a workload configuration, or its ARN. */
  readonly AIWorkloadConfigIdentifier?: string;
  readonly RoleArn?: string;
  readonly StartTime?: Date;
  readonly Tags?: readonly Tag[];
}

/** The model of a job: a union of AWS, in which other members may come. */
export interface AIModelSource {
  readonly S3?: { readonly S3Uri?: string };
}

/** Where a recommendation job writes. */
export interface AIRecommendationOutput {
  readonly S3OutputLocation?: string;
  readonly ModelPackageGroupIdentifier?: string;
  readonly MlflowConfig?: MlflowConfig;
}

/** What a recommendation job looks for: `ttft-ms`, `throughput`, `cost`, or another metric. */
export interface PerformanceTarget {
  readonly Constraints?: readonly { readonly Metric?: string }[];
}

/** The instance types that a recommendation job tries. */
export interface ComputeSpec {
  readonly InstanceTypes?: readonly string[];
}

/**
 * An AI recommendation job as described by the service, decoded: times are `Date`s, fields and statuses AWS's own. Fields
 * that AWS adds later are kept.
 */
export interface AIRecommendationJob extends AIRecommendationJobSummary, Description {
  readonly ModelSource?: AIModelSource;
  readonly OutputConfig?: AIRecommendationOutput;
  /** `LMI`, `VLLM`, or another framework. */
  readonly InferenceSpecification?: { readonly Framework?: string };
  readonly OptimizeModel?: boolean;
  readonly PerformanceTarget?: PerformanceTarget;
  readonly ComputeSpec?: ComputeSpec;
  /** As received: `recommendationSteps` decodes them one by one. Absent or empty before the end, and perhaps after it. */
  readonly Recommendations?: readonly unknown[];
}

/** What a benchmark job loads: a union of AWS, in which other members may come. */
export interface BenchmarkTarget {
  readonly Endpoint?: {
    readonly Identifier?: string;
    readonly TargetContainerHostname?: string;
    readonly InferenceComponents?: readonly { readonly Identifier?: string }[];
  };
}

/** Where a benchmark job writes. Its figures are there alone: `fromAiperf` reads them. */
export interface AIBenchmarkOutput {
  readonly S3OutputLocation?: string;
  readonly CloudWatchLogs?: readonly { readonly LogGroupArn?: string; readonly LogStreamName?: string }[];
  readonly MlflowConfig?: MlflowConfig;
}

/**
 * An AI benchmark job as described by the service, decoded: times are `Date`s, fields and statuses AWS's own. Fields that
 * AWS adds later are kept. It has no figures: they are in S3.
 */
export interface AIBenchmarkJob extends AIBenchmarkJobSummary, Description {
  readonly BenchmarkTarget?: BenchmarkTarget;
  readonly OutputConfig?: AIBenchmarkOutput;
  readonly NetworkConfig?: { readonly VpcConfig?: Partial<VpcConfig> };
}
