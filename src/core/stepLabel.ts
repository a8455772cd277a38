import type { Step } from './step.js';

/** Label of a step's endpoint: `ml.c6i.xlarge`, `2 x ml.g5.xlarge`, `serverless 2048 MB x 10`. */
export function endpointLabel(step: Step): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  const serverless = endpoint?.ServerlessConfig;
  if (serverless !== undefined) {
    return `serverless ${String(serverless.MemorySizeInMB)} MB x ${String(serverless.MaxConcurrency)}`;
  }
  const count = endpoint?.InitialInstanceCount ?? 1;
  const type = endpoint?.InstanceType ?? 'no endpoint';
  return count > 1 ? `${String(count)} x ${type}` : type;
}

/** Label of the container's environment, as `KEY=value KEY=value`; empty where there is none. */
export function environmentLabel(step: Step): string {
  const parameters = step.InferenceBenchmark?.ModelConfiguration.EnvironmentParameters ?? [];
  return parameters.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
}

/** Label of a step: its endpoint and its environment. */
export function stepLabel(step: Step): string {
  const environment = environmentLabel(step);
  return `${endpointLabel(step)}${environment === '' ? '' : ` with ${environment}`}`;
}
