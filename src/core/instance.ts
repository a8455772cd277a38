import type { Step } from './step.js';

/** The kind of a step's endpoint; undefined while it has none, or where its endpoint has neither kind. */
export function endpointKind(step: Step): 'realtime' | 'serverless' | undefined {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  if (endpoint?.ServerlessConfig !== undefined) return 'serverless';
  return endpoint?.InstanceType === undefined ? undefined : 'realtime';
}

/** The number of instances that a step was measured on, InitialInstanceCount; 1 where that is absent or no count. */
export function instanceCount(step: Step): number {
  const count = step.InferenceBenchmark?.EndpointConfiguration?.InitialInstanceCount ?? 1;
  return Number.isInteger(count) && count >= 1 ? count : 1;
}

/** The family of an instance type: `ml.c5` of `ml.c5.xlarge`. */
export function familyOf(instanceType: string): string {
  return instanceType.split('.').slice(0, 2).join('.');
}
