/** One way in which a recommendation changes the model: `SpeculativeDecoding`, `KernelTuning`, or another one. */
export interface OptimizationDetail {
  readonly OptimizationType: string;
  readonly OptimizationConfig?: Readonly<Record<string, string>>;
}

/** The instances of a recommendation. */
export interface RecommendedInstances {
  readonly InstanceType?: string;
  readonly InstanceCount?: number;
  readonly CopyCountPerInstance?: number;
}

/** The version of a model package that a job has registered, and the specification in it. */
export interface RecommendedModel {
  readonly ModelPackageArn?: string;
  readonly InferenceSpecificationName?: string;
  readonly InstanceDetails?: readonly RecommendedInstances[];
}

/** A channel of model data. */
export interface DeploymentChannel {
  readonly ChannelName?: string;
  readonly Uri?: string;
}

/** What to deploy. */
export interface DeploymentConfiguration extends RecommendedInstances {
  readonly S3?: readonly DeploymentChannel[];
  readonly ImageUri?: string;
  readonly EnvironmentVariables?: Readonly<Record<string, string>>;
  readonly MinCpuMemoryRequiredInMb?: number;
}

/** One row of the figures of a recommendation. AWS sends text, and no enum says which: see `Figures`. */
export interface ExpectedPerformance {
  readonly Metric?: string;
  readonly Stat?: string;
  readonly Value?: unknown;
  readonly Unit?: string;
}

/** A recommendation of an AI recommendation job, with AWS's own fields. None of them is certain to be there. */
export interface AIRecommendation {
  readonly RecommendationDescription?: string;
  readonly OptimizationDetails?: readonly OptimizationDetail[];
  readonly ModelDetails?: RecommendedModel;
  readonly DeploymentConfiguration?: DeploymentConfiguration;
  readonly AIBenchmarkJobArn?: string;
  /** As received; `Step.figures` has what they say. */
  readonly ExpectedPerformance?: readonly unknown[];
}
