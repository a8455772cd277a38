import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { decodeStep } from './decodeStep.js';

/** The steps that have been decoded, for as long as somebody has them. */
const decoded = new WeakSet<object>();

/** Whether a value is a step that was decoded here. */
export const isDecoded = (value: unknown): value is Step => decoded.has(value as object);

/**
 * Decodes a step, unless it comes from here: a step goes through all operators of a pipe, and through
 * other pipes later, and each of them may decode what it gets; only the first one pays.
 */
export function decodeOnce(value: unknown, at?: number | string): Either<DecodeError, Step> {
  if (isDecoded(value)) return right(value);
  const result = decodeStep(value, at);
  if (result._tag === 'Right') decoded.add(result.right);
  return result;
}
