import type { Step } from './step.js';

/** What kind of endpoint a step ran on; undefined while it has none, or one that says neither. */
export function endpointKind(step: Step): 'realtime' | 'serverless' | undefined {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  if (endpoint?.ServerlessConfig !== undefined) return 'serverless';
  return endpoint?.InstanceType === undefined ? undefined : 'realtime';
}

/** The family of an instance type: `ml.c5` of `ml.c5.xlarge`. */
export function familyOf(instanceType: string): string {
  return instanceType.split('.').slice(0, 2).join('.');
}
