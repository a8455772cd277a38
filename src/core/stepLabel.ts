import { isCompiled } from './compiled.js';
import { instanceCount, instanceTypeOf } from './instance.js';
import { isRecommendation } from './recommendationStep.js';
import type { Step } from './step.js';

/**
 * Label of a step's endpoint: `ml.c6i.xlarge`, `2 x ml.g5.xlarge`, `serverless 2048 MB x 10`; with `compiled` behind
 * it where the model on it was compiled: `ml.c5.xlarge compiled`; of a recommendation with its optimizations:
 * `ml.g6.24xlarge KernelTuning`. A test that failed before it had an endpoint has the instance type that its reason names.
 */
export function endpointLabel(step: Step): string {
  const optimizations = step.AIRecommendation?.OptimizationDetails ?? [];
  return [
    sizeLabel(step),
    ...(isCompiled(step) ? ['compiled'] : []),
    ...optimizations.map(({ OptimizationType }) => OptimizationType),
  ].join(' ');
}

function sizeLabel(step: Step): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  const serverless = endpoint?.ServerlessConfig;
  if (serverless !== undefined) {
    return `serverless ${String(serverless.MemorySizeInMB)} MB x ${String(serverless.MaxConcurrency)}`;
  }
  const count = instanceCount(step);
  const type = instanceTypeOf(step) ?? 'no endpoint';
  return count > 1 ? `${String(count)} x ${type}` : type;
}

/** Label of the container's environment, as `KEY=value KEY=value`; empty where there is none. */
export function environmentLabel(step: Step): string {
  const parameters = step.InferenceBenchmark?.ModelConfiguration.EnvironmentParameters ?? [];
  return parameters.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
}

/**
 * Label of a step: its endpoint, whether its model was compiled, and its environment. Of a recommendation its instances, its
 * optimizations, and the inference specification by which it is deployed: `ml.g6.24xlarge (high-otps-on-g6-24xlarge)`.
 */
export function stepLabel(step: Step): string {
  if (isRecommendation(step)) {
    const specification = step.InferenceBenchmark?.ModelConfiguration.InferenceSpecificationName;
    return `${endpointLabel(step)}${specification === undefined ? '' : ` (${specification})`}`;
  }
  const environment = environmentLabel(step);
  return `${endpointLabel(step)}${environment === '' ? '' : ` with ${environment}`}`;
}
