import type { Step } from './step.js';

/**
 * What was tested, as text: instance type or serverless size, environment, inference specification.
 * Two steps of one key tested the same configuration, whichever job they belong to.
 *
 * The order of the environment parameters doesn't matter. A step that names neither instance nor
 * serverless size yet has the key of its environment alone.
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
 * The name of a step within its job: its endpoint, as steps have no id.
 *
 * A step without an endpoint yet is its configuration and a number: `ordinal` counts those of the same
 * configuration from 0, so that two of them are never taken for one.
 */
export function stepKey(step: Step, ordinal = 0): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;
  return endpoint ?? `${configurationKey(step)}#${String(ordinal)}`;
}

/** Names steps one after the other, counting those without an endpoint for each job and configuration. */
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
