import type { Step } from './step.js';

/**
 * The key of a step's configuration: a string of instance type or serverless size, environment, and inference
 * specification. Two steps with the same key, of any jobs, tested the same configuration.
 *
 * The order of the environment parameters doesn't matter. A step without instance type or serverless size, as
 * before it starts, has the key of its environment alone.
 */
export function configurationKey(step: Step): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  const model = step.InferenceBenchmark?.ModelConfiguration;
  const serverless = endpoint?.ServerlessConfig;
  const environment = (model?.EnvironmentParameters ?? [])
    .map(({ Key, Value }) => JSON.stringify([Key, Value]))
    .sort();
  return JSON.stringify([
    endpoint?.InstanceType ?? null,
    serverless === undefined
      ? null
      : [serverless.MemorySizeInMB, serverless.MaxConcurrency, serverless.ProvisionedConcurrency ?? null],
    environment,
    model?.InferenceSpecificationName ?? null,
  ]);
}

/**
 * The key of a step within its job: the name of its endpoint, as steps have no id.
 *
 * The key of a step without an endpoint is its configuration and a number: `ordinal` counts the steps of the
 * same configuration from 0, so that no two of them have the same key.
 */
export function stepKey(step: Step, ordinal = 0): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return endpoint ?? `${configurationKey(step)}#${String(ordinal)}`;
}

/** Makes a function that returns the key of each step, and counts the ordinals that this takes. */
export function stepKeys(): (step: Step) => string {
  const counts = new Map<string, number>();
  return step => {
    if (step.InferenceBenchmark?.EndpointConfiguration !== undefined) return stepKey(step);
    const counted = `${step.JobName} ${configurationKey(step)}`;
    const ordinal = counts.get(counted) ?? 0;
    counts.set(counted, ordinal + 1);
    return stepKey(step, ordinal);
  };
}
