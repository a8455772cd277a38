import type * as core from '../core/aiRecommendation.js';
import { FAILED, leaf, type Codec } from './codec.js';
import { decimalOf } from './decimalOf.js';
import { list } from './list.js';
import { Anything, Text } from './primitives.js';
import { record } from './record.js';
import { struct } from './struct.js';

/** A number of instances or copies. Clients pass it on as they received it, also as text. */
const WholeNumber: Codec<number, number> = leaf(
  'a whole number of 0 or more',
  value => {
    const count = decimalOf(value);
    return count !== undefined && Number.isSafeInteger(count) ? count : FAILED;
  },
  value => value,
);

const INSTANCES = { InstanceType: Text, InstanceCount: WholeNumber, CopyCountPerInstance: WholeNumber };

const OptimizationDetail: Codec<core.OptimizationDetail, core.OptimizationDetail> = struct(
  'an optimization',
  { OptimizationType: Text },
  { OptimizationConfig: record(Text) },
);
const RecommendedInstances: Codec<core.RecommendedInstances, core.RecommendedInstances> = struct(
  'instances',
  {},
  INSTANCES,
);
const RecommendedModel: Codec<core.RecommendedModel, core.RecommendedModel> = struct(
  'a model',
  {},
  {
    ModelPackageArn: Text,
    InferenceSpecificationName: Text,
    InstanceDetails: list(RecommendedInstances),
  },
);
const DeploymentChannel: Codec<core.DeploymentChannel, core.DeploymentChannel> = struct(
  'a channel',
  {},
  { ChannelName: Text, Uri: Text },
);
const DeploymentConfiguration: Codec<core.DeploymentConfiguration, core.DeploymentConfiguration> = struct(
  'a deployment',
  {},
  {
    ...INSTANCES,
    S3: list(DeploymentChannel),
    ImageUri: Text,
    EnvironmentVariables: record(Text),
    MinCpuMemoryRequiredInMb: WholeNumber,
  },
);

/** A recommendation of an AI recommendation job. */
export type AIRecommendation = core.AIRecommendation;
/**
 * A recommendation of an AI recommendation job; the wire form is the same. The rows of ExpectedPerformance are kept as
 * they are: `readFigures` reads them.
 */
export const AIRecommendation: Codec<AIRecommendation, AIRecommendation> = struct(
  'a recommendation',
  {},
  {
    RecommendationDescription: Text,
    OptimizationDetails: list(OptimizationDetail),
    ModelDetails: RecommendedModel,
    DeploymentConfiguration,
    AIBenchmarkJobArn: Text,
    ExpectedPerformance: list(Anything),
  },
);
