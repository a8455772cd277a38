import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import { decodeWith } from './decodeWith.js';
import { Step } from './step.js';

const decoded = new WeakSet();

/**
 * Decodes one step, in the form of the wire or of the SDK. `index` is its place in its page, for the
 * path of a fault.
 *
 * A step that was decoded before comes back as the same reference, without being looked at again: each
 * operator of a pipe may decode what it gets, and only the first one pays.
 */
export function decodeStep(value: unknown, index?: number): Either<DecodeError, Step> {
  if (typeof value === 'object' && value !== null && decoded.has(value)) return right(value as Step);
  const result = decodeWith(Step, value, () => (index === undefined ? 'step' : `steps[${String(index)}]`));
  if (result._tag === 'Right') decoded.add(result.right);
  return result;
}
