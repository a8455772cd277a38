import type { SimulatedJob } from './simulatedJob.js';
import type { StepScript } from './jobScript.js';
import { wireTime, type WireObject, type WireStep } from './wire.js';

/** Region of the simulator's account. */
export const REGION: string = 'us-east-1';

/** Id of the simulator's account. */
export const ACCOUNT: string = '123456789012';

/** The ARN of a job. */
export function jobArn(jobName: string): string {
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:inference-recommendations-job/${jobName}`;
}

/** Fields that Describe and the list of jobs have in common. */
function commonFields(job: SimulatedJob, now: number, modifiedAt: number): WireObject {
  const { script, createdAt } = job.timeline;
  const completedAt = job.completedAt(now);
  const failureReason = job.failureReason(now);
  return {
    JobName: job.name,
    JobDescription: script.description ?? '',
    JobType: script.type ?? 'Advanced',
    JobArn: jobArn(job.name),
    RoleArn: script.roleArn ?? `arn:aws:iam::${ACCOUNT}:role/InferenceRecommender`,
    Status: job.status(now),
    CreationTime: wireTime(createdAt),
    ...(completedAt !== undefined && { CompletionTime: wireTime(completedAt) }),
    LastModifiedTime: wireTime(modifiedAt),
    ...(failureReason !== undefined && { FailureReason: failureReason }),
  };
}

/** A job in the form of ListInferenceRecommendationsJobs. */
export function summarizeSimulatedJob(
  job: SimulatedJob,
  now: number,
  modifiedAt: number = job.modifiedAt(now),
): WireObject {
  const { modelName, samplePayloadUrl } = job.timeline.script;
  const modelPackage = modelPackageOf(job);
  return {
    ...commonFields(job, now, modifiedAt),
    ...(modelName !== undefined && { ModelName: modelName }),
    ...(samplePayloadUrl !== undefined && { SamplePayloadUrl: samplePayloadUrl }),
    ...(modelPackage !== undefined && { ModelPackageVersionArn: modelPackage }),
  };
}

/** A job in the form of DescribeInferenceRecommendationsJob, with the ten cheapest recommendations at most. */
export function describeSimulatedJob(
  job: SimulatedJob,
  now: number,
  modifiedAt: number = job.modifiedAt(now),
): WireObject {
  const ended = job.completedAt(now) !== undefined;
  const steps = ended ? job.results(now).map(view => view.wire) : [];
  const recommendations = recommendationsOf(job.name, steps);
  const performances = steps.flatMap(performanceOf).slice(0, 1);
  const { inputConfig = inputConfigOf(job), stoppingConditions } = job.timeline.script;
  return {
    ...commonFields(job, now, modifiedAt),
    InputConfig: inputConfig,
    ...(stoppingConditions !== undefined && { StoppingConditions: stoppingConditions }),
    ...(recommendations.length > 0 && { InferenceRecommendations: recommendations }),
    ...(performances.length > 0 && { EndpointPerformances: performances }),
  };
}

/** The model package version of a job; undefined for a job that names a model instead. */
export function modelPackageOf(job: SimulatedJob): string | undefined {
  const { modelName, modelPackageVersionArn } = job.timeline.script;
  if (modelPackageVersionArn !== undefined || modelName !== undefined) return modelPackageVersionArn;
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package/classifier/1`;
}

function recommendationsOf(jobName: string, steps: readonly WireStep[]): WireObject[] {
  const cost = (step: WireStep): number => Number(step.InferenceBenchmark?.Metrics?.CostPerInference ?? NaN);
  return steps
    .filter(step => step.Status === 'COMPLETED' && cost(step) > 0)
    .sort((a, b) => cost(a) - cost(b))
    .slice(0, 10)
    .map((step, index) => ({
      RecommendationId: `${jobName}/${String(index + 1)}`,
      ...step.InferenceBenchmark,
    }));
}

function performanceOf(step: WireStep): WireObject[] {
  const { EndpointMetrics, EndpointConfiguration } = step.InferenceBenchmark ?? {};
  if (EndpointMetrics === undefined || step.Status !== 'COMPLETED') return [];
  const EndpointInfo = { EndpointName: EndpointConfiguration?.EndpointName };
  return [{ Metrics: EndpointMetrics, EndpointInfo }];
}

function inputConfigOf(job: SimulatedJob): WireObject {
  const { stepScripts, script } = job.timeline;
  const configurations = configurationsOf(stepScripts);
  const compared = stepScripts.find(step => step.existingEndpoint !== undefined)?.existingEndpoint;
  const modelPackage = modelPackageOf(job);
  return {
    ...(modelPackage !== undefined && { ModelPackageVersionArn: modelPackage }),
    ...(script.modelName !== undefined && { ModelName: script.modelName }),
    JobDurationInSeconds: 7200,
    ResourceLimit: {
      MaxNumberOfTests: Math.max(1, stepScripts.length),
      MaxParallelOfTests: script.maxParallelTests ?? 5,
    },
    // A real job can name ten at most. A job with more shows the number of its tests alone.
    ...(configurations.length > 0 &&
      configurations.length <= 10 && { EndpointConfigurations: configurations }),
    ...(compared !== undefined && { Endpoints: [{ EndpointName: compared }] }),
  };
}

/** The requested configurations: each size once, with every value of each of its environment variables. */
function configurationsOf(steps: readonly StepScript[]): readonly WireObject[] {
  const tested = new Map<
    string,
    { readonly size: WireObject; readonly variables: Map<string, Set<string>> }
  >();
  for (const step of steps) {
    const size = sizeOf(step);
    const key = JSON.stringify(size);
    const { variables } = tested.get(key) ?? { variables: new Map<string, Set<string>>() };
    tested.set(key, { size, variables });
    for (const [name, value] of Object.entries(step.environment ?? {}))
      variables.set(name, (variables.get(name) ?? new Set()).add(value));
  }
  return [...tested.values()].map(({ size, variables }) => {
    const CategoricalParameterRanges = [...variables].map(([Name, values]) => ({ Name, Value: [...values] }));
    return {
      ...size,
      ...(variables.size > 0 && { EnvironmentParameterRanges: { CategoricalParameterRanges } }),
    };
  });
}

function sizeOf(step: StepScript): WireObject {
  if (step.serverless === undefined) return { InstanceType: step.instanceType ?? 'ml.m5.xlarge' };
  const { memoryMb, maxConcurrency } = step.serverless;
  return { ServerlessConfig: { MemorySizeInMB: memoryMb, MaxConcurrency: maxConcurrency } };
}
