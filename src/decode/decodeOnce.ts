import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { decodeStep } from './decodeStep.js';

/** The steps that have been decoded, held weakly. */
const decoded = new WeakSet<object>();

/** Whether a value is a step that was decoded here. */
export const isDecoded = (value: unknown): value is Step => decoded.has(value as object);

/**
 * Decodes a step, unless this function has returned it before. Each operator of a pipe decodes the steps
 * that it receives, and only the first one pays for it.
 */
export function decodeOnce(value: unknown, at?: number | string): Either<DecodeError, Step> {
  if (isDecoded(value)) return right(value);
  const result = decodeStep(value, at);
  if (result._tag === 'Right') decoded.add(result.right);
  return result;
}
