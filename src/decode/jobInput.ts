import type * as core from '../core/jobInput.js';
import type { Codec } from './codec.js';
import { list } from './list.js';
import { Numeric, Text, type WireNumber } from './primitives.js';
import { ServerlessConfig, type WireServerlessConfig } from './step.js';
import { struct } from './struct.js';
import { TrafficPattern, type WireTrafficPattern } from './traffic.js';

type WireLimit = { readonly [K in keyof core.ResourceLimit]: WireNumber };
const ResourceLimit: Codec<core.ResourceLimit, WireLimit> = struct(
  'a resource limit',
  {},
  { MaxNumberOfTests: Numeric, MaxParallelOfTests: Numeric },
);

const CategoricalParameter: Codec<core.CategoricalParameter, core.CategoricalParameter> = struct(
  'the values of an environment variable',
  { Name: Text, Value: list(Text) },
  {},
);
const EnvironmentParameterRanges: Codec<core.EnvironmentParameterRanges, core.EnvironmentParameterRanges> =
  struct('ranges of environment parameters', {}, { CategoricalParameterRanges: list(CategoricalParameter) });

type WireInputConfiguration = Omit<core.EndpointInputConfiguration, 'ServerlessConfig'> & {
  readonly ServerlessConfig?: WireServerlessConfig;
};
const EndpointInputConfiguration: Codec<core.EndpointInputConfiguration, WireInputConfiguration> = struct(
  'a configuration to test',
  {},
  { InstanceType: Text, ServerlessConfig, InferenceSpecificationName: Text, EnvironmentParameterRanges },
);

const PayloadConfig: Codec<core.PayloadConfig, core.PayloadConfig> = struct(
  'a payload',
  {},
  { SamplePayloadUrl: Text, SupportedContentTypes: list(Text) },
);
const ContainerConfig: Codec<core.ContainerConfig, core.ContainerConfig> = struct(
  'a container',
  {},
  {
    Domain: Text,
    Task: Text,
    Framework: Text,
    FrameworkVersion: Text,
    PayloadConfig,
    NearestModelName: Text,
    SupportedInstanceTypes: list(Text),
    SupportedEndpointType: Text,
    DataInputConfig: Text,
    SupportedResponseMIMETypes: list(Text),
  },
);

const VpcConfig: Codec<core.VpcConfig, core.VpcConfig> = struct(
  'a network',
  { SecurityGroupIds: list(Text), Subnets: list(Text) },
  {},
);

/** An existing endpoint, wire to domain and back. */
export const EndpointInfo: Codec<core.EndpointInfo, core.EndpointInfo> = struct(
  'an endpoint',
  {},
  { EndpointName: Text },
);

/** The input of a job on the wire. */
export type WireJobInput = Omit<
  core.JobInput,
  'JobDurationInSeconds' | 'ResourceLimit' | 'EndpointConfigurations' | 'TrafficPattern'
> & {
  readonly JobDurationInSeconds?: WireNumber;
  readonly ResourceLimit?: WireLimit;
  readonly EndpointConfigurations?: readonly WireInputConfiguration[];
  readonly TrafficPattern?: WireTrafficPattern;
};
/** The input of a job, wire to domain and back. */
export const JobInput: Codec<core.JobInput, WireJobInput> = struct(
  'the input of a job',
  {},
  {
    ModelPackageVersionArn: Text,
    ModelName: Text,
    JobDurationInSeconds: Numeric,
    ResourceLimit,
    EndpointConfigurations: list(EndpointInputConfiguration),
    TrafficPattern,
    ContainerConfig,
    Endpoints: list(EndpointInfo),
    VolumeKmsKeyId: Text,
    VpcConfig,
  },
);
