import type { TrafficPattern } from './traffic.js';
import type { ServerlessConfig } from './step.js';

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
  readonly EnvironmentParameterRanges?: EnvironmentParameterRanges;
}

/** The values of environment variables for a job to test, in every combination. */
export interface EnvironmentParameterRanges {
  readonly CategoricalParameterRanges?: readonly CategoricalParameter[];
}

/** The values of one environment variable for a job to test. */
export interface CategoricalParameter {
  readonly Name: string;
  readonly Value: readonly string[];
}

/** The payload that a job sends. */
export interface PayloadConfig {
  readonly SamplePayloadUrl?: string;
  readonly SupportedContentTypes?: readonly string[];
}

/** What a job was told of the container of its model. */
export interface ContainerConfig {
  readonly Domain?: string;
  readonly Task?: string;
  readonly Framework?: string;
  readonly FrameworkVersion?: string;
  readonly PayloadConfig?: PayloadConfig;
  readonly NearestModelName?: string;
  readonly SupportedInstanceTypes?: readonly string[];
  /** `RealTime` or `Serverless`. */
  readonly SupportedEndpointType?: string;
  readonly DataInputConfig?: string;
  readonly SupportedResponseMIMETypes?: readonly string[];
}

/** The network in which a job runs its endpoints. */
export interface VpcConfig {
  readonly SecurityGroupIds: readonly string[];
  readonly Subnets: readonly string[];
}

/** The input of a job. Fields that AWS adds later are kept. */
export interface JobInput {
  readonly ModelPackageVersionArn?: string;
  readonly ModelName?: string;
  /** Seconds. */
  readonly JobDurationInSeconds?: number;
  readonly ResourceLimit?: ResourceLimit;
  readonly EndpointConfigurations?: readonly EndpointInputConfiguration[];
  readonly TrafficPattern?: TrafficPattern;
  readonly ContainerConfig?: ContainerConfig;
  readonly Endpoints?: readonly EndpointInfo[];
  readonly VolumeKmsKeyId?: string;
  readonly VpcConfig?: VpcConfig;
}

/** An existing endpoint. */
export interface EndpointInfo {
  readonly EndpointName?: string;
}
