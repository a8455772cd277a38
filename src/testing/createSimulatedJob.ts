import { jobArn } from './describeSimulatedJob.js';
import { INSTANCES } from './instances.js';
import { InvalidInputError } from '../core/errors.js';
import type { JobScript, StepScript } from './jobScript.js';
import { inUse, invalid, limitExceeded } from './serviceFault.js';
import { isTerminal } from '../core/status.js';
import type { WireObject } from './wire.js';
import type { World } from './world.js';

/** A validated request of CreateInferenceRecommendationsJob. */
export interface CreateJobRequest {
  readonly JobName: string;
  readonly JobType: 'Default' | 'Advanced';
  readonly RoleArn: string;
  readonly JobDescription?: string;
  readonly StoppingConditions?: WireObject;
  readonly InputConfig: {
    readonly ModelName?: string;
    readonly ModelPackageVersionArn?: string;
    readonly ContainerConfig?: { readonly PayloadConfig?: { readonly SamplePayloadUrl?: string } };
    readonly ResourceLimit?: { readonly MaxNumberOfTests?: number; readonly MaxParallelOfTests?: number };
    readonly EndpointConfigurations?: readonly EndpointInput[];
    readonly Endpoints?: readonly { readonly EndpointName?: string }[];
  };
}

interface EndpointInput {
  readonly InstanceType?: string;
  readonly ServerlessConfig?: {
    readonly MemorySizeInMB: number;
    readonly MaxConcurrency: number;
    readonly ProvisionedConcurrency?: number;
  };
  readonly InferenceSpecificationName?: string;
  readonly EnvironmentParameterRanges?: {
    readonly CategoricalParameterRanges?: readonly {
      readonly Name: string;
      readonly Value: readonly string[];
    }[];
  };
}

/** Instance types of a Default job whose request names none. */
const DEFAULT_TYPES = INSTANCES.filter(({ type }) => /\.(c5|c6i|m5|g4dn|inf1)\.(xlarge|2xlarge)$/.test(type));

/** Answers Create: adds a live job with a step for each configuration and each combination of its environment. */
export function createSimulatedJob(
  world: World,
  request: CreateJobRequest,
  now: number,
  maxRunningJobs: number,
): WireObject {
  const { JobName, InputConfig } = request;
  const steps = stepsOf(request);
  const running = world.jobs(now).filter(job => !isTerminal(job.status(now))).length;
  if (running >= maxRunningJobs) {
    throw limitExceeded(maxRunningJobs, running);
  }
  const script: JobScript = {
    name: JobName,
    type: request.JobType,
    roleArn: request.RoleArn,
    steps,
    live: true,
    maxParallelTests: InputConfig.ResourceLimit?.MaxParallelOfTests ?? 5,
    inputConfig: InputConfig,
    ...(request.StoppingConditions !== undefined && { stoppingConditions: request.StoppingConditions }),
    ...(request.JobDescription !== undefined && { description: request.JobDescription }),
    ...(InputConfig.ModelName !== undefined && { modelName: InputConfig.ModelName }),
    ...(InputConfig.ModelPackageVersionArn !== undefined && {
      modelPackageVersionArn: InputConfig.ModelPackageVersionArn,
    }),
    ...payloadOf(request),
  };
  try {
    world.add(script, now);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw inUse(JobName);
  }
  return { JobArn: jobArn(JobName) };
}

function payloadOf(request: CreateJobRequest): Pick<JobScript, 'samplePayloadUrl'> {
  const url = request.InputConfig.ContainerConfig?.PayloadConfig?.SamplePayloadUrl;
  return url === undefined ? {} : { samplePayloadUrl: url };
}

function stepsOf({ JobType, InputConfig }: CreateJobRequest): StepScript[] {
  const { ModelName, ModelPackageVersionArn, EndpointConfigurations = [], Endpoints = [] } = InputConfig;
  if (ModelName === undefined && ModelPackageVersionArn === undefined) {
    throw invalid('InputConfig must have a ModelPackageVersionArn or a ModelName.');
  }
  if (JobType === 'Advanced' && EndpointConfigurations.length === 0) {
    throw invalid('An Advanced job must have InputConfig.EndpointConfigurations.');
  }
  const burstable = EndpointConfigurations.find(({ InstanceType = '' }) => InstanceType.startsWith('ml.t2.'));
  if (burstable?.InstanceType !== undefined) {
    throw invalid(`Instance type ${burstable.InstanceType} is not supported by Inference Recommender.`);
  }
  const compared = Endpoints.flatMap(({ EndpointName }) =>
    EndpointName === undefined ? [] : [{ existingEndpoint: EndpointName }],
  );
  const chosen = EndpointConfigurations.flatMap(expandEnvironments);
  const tests = chosen.length > 0 ? chosen : DEFAULT_TYPES.map(({ type }) => ({ instanceType: type }));
  return [...compared, ...tests.slice(0, InputConfig.ResourceLimit?.MaxNumberOfTests)];
}

function expandEnvironments(endpoint: EndpointInput): StepScript[] {
  const ranges = endpoint.EnvironmentParameterRanges?.CategoricalParameterRanges ?? [];
  const environments = ranges.reduce<Record<string, string>[]>(
    (sets, { Name, Value }) => sets.flatMap(set => Value.map(value => ({ ...set, [Name]: value }))),
    [{}],
  );
  const { InstanceType, ServerlessConfig, InferenceSpecificationName } = endpoint;
  return environments.map(environment => ({
    environment,
    ...(InferenceSpecificationName !== undefined && {
      inferenceSpecificationName: InferenceSpecificationName,
    }),
    ...(InstanceType !== undefined && { instanceType: InstanceType }),
    ...(ServerlessConfig !== undefined && {
      serverless: {
        memoryMb: ServerlessConfig.MemorySizeInMB,
        maxConcurrency: ServerlessConfig.MaxConcurrency,
        ...(ServerlessConfig.ProvisionedConcurrency !== undefined && {
          provisionedConcurrency: ServerlessConfig.ProvisionedConcurrency,
        }),
      },
    }),
  }));
}
