import { familyOf } from '../../core/instance.js';
import type { Step } from '../../core/step.js';

const INSTANCE_TYPE = /\bml\.[a-z\d-]+\.[a-z\d-]+/;

/**
 * Returns the family of the instances that a step ran on, or was to run on: `ml.c5` of `ml.c5.large`,
 * `serverless`, or `unknown`. A step that failed before it had an endpoint has no instance type; then the
 * type in its FailureReason is used.
 */
export function instanceFamily({ InferenceBenchmark }: Step): string {
  const { InstanceType, ServerlessConfig } = InferenceBenchmark?.EndpointConfiguration ?? {};
  if (InstanceType !== undefined) return familyOf(InstanceType);
  if (ServerlessConfig !== undefined) return 'serverless';
  const [named] = INSTANCE_TYPE.exec(InferenceBenchmark?.FailureReason ?? '') ?? [];
  return named === undefined ? 'unknown' : familyOf(named);
}
