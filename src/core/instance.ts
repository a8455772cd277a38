import type { Step } from './step.js';

/** The kind of a step's endpoint; undefined while it has none, or where its endpoint has neither kind. */
export function endpointKind(step: Step): 'realtime' | 'serverless' | undefined {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  if (endpoint?.ServerlessConfig !== undefined) return 'serverless';
  return endpoint?.InstanceType === undefined ? undefined : 'realtime';
}

/** The family of an instance type: `ml.c5` of `ml.c5.xlarge`. */
export function familyOf(instanceType: string): string {
  return instanceType.split('.').slice(0, 2).join('.');
}
