import { endpointKind, familyOf, instanceTypeOf } from '../../core/instance.js';
import type { Step } from '../../core/step.js';

/**
 * Returns the family of the instances that a step ran on, or was to run on: `ml.c5` of `ml.c5.large`,
 * `serverless`, or `unknown`.
 */
export function instanceFamily(step: Step): string {
  const type = instanceTypeOf(step);
  if (type !== undefined) return familyOf(type);
  return endpointKind(step) === 'serverless' ? 'serverless' : 'unknown';
}
