import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import { decodeWith } from './decodeWith.js';
import { quickStep } from './quickStep.js';
import { Step } from './step.js';

/**
 * Decodes one step, in the form of the wire or of the SDK. `at` begins the path of a fault: the index of
 * the step in its page, or a name. A step that is in its domain form already is returned as the same
 * reference.
 *
 * @example
 * ```ts
 * import { isRight } from 'fp-ts/lib/Either.js';
 * import { decodeStep } from 'stepstream';
 *
 * const decoded = decodeStep({ Status: 'COMPLETED', JobName: 'my-job', JobType: 'BENCHMARK' });
 * console.log(isRight(decoded) ? decoded.right.Status : decoded.left.faults);
 * ```
 */
export function decodeStep(value: unknown, at: number | string = 'step'): Either<DecodeError, Step> {
  const step = quickStep(value);
  if (step !== undefined) return right(step);
  return decodeWith(Step, value, () => (typeof at === 'number' ? `steps[${String(at)}]` : at));
}
