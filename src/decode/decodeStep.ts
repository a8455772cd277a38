import type { Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import { decodeWith } from './decodeWith.js';
import { Step } from './step.js';

/**
 * Decodes one step, in the form of the wire or of the SDK. `index` is its place in its page, for the
 * path of a fault. A step that is in its domain form already comes back as the same reference.
 */
export function decodeStep(value: unknown, index?: number): Either<DecodeError, Step> {
  return decodeWith(Step, value, () => (index === undefined ? 'step' : `steps[${String(index)}]`));
}
