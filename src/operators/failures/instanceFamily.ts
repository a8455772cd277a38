import { familyOf } from '../../core/instance.js';
import type { Step } from '../../core/step.js';

const INSTANCE_TYPE = /\bml\.[a-z\d-]+\.[a-z\d-]+/;

/**
 * The family of the instances that a step ran on, or was to run on: `ml.c5` of `ml.c5.large`, `serverless`,
 * or `unknown`. A step that failed before it had an endpoint names none; then the type that its
 * FailureReason names is taken.
 */
export function instanceFamily({ InferenceBenchmark }: Step): string {
  const { InstanceType, ServerlessConfig } = InferenceBenchmark?.EndpointConfiguration ?? {};
  if (InstanceType !== undefined) return familyOf(InstanceType);
  if (ServerlessConfig !== undefined) return 'serverless';
  const [named] = INSTANCE_TYPE.exec(InferenceBenchmark?.FailureReason ?? '') ?? [];
  return named === undefined ? 'unknown' : familyOf(named);
}
