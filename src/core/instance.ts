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

const INSTANCE_TYPE = /\bml\.[a-z\d-]+\.[a-z\d-]+/;

/**
 * The instance type that a step ran on, or was to run on: of a step that failed before it had an endpoint the one that its
 * FailureReason names. Undefined where there is neither.
 */
export function instanceTypeOf({ InferenceBenchmark: benchmark }: Step): string | undefined {
  const { InstanceType, ServerlessConfig } = benchmark?.EndpointConfiguration ?? {};
  if (InstanceType !== undefined || ServerlessConfig !== undefined) return InstanceType;
  return INSTANCE_TYPE.exec(benchmark?.FailureReason ?? '')?.[0];
}

/** The family of an instance type: `ml.c5` of `ml.c5.xlarge`. */
export function familyOf(instanceType: string): string {
  return instanceType.split('.').slice(0, 2).join('.');
}
