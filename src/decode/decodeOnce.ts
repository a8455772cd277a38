import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { decodeStep } from './decodeStep.js';

/** The step that was decoded last. */
let last: Step | undefined;

/**
 * Decodes a step, unless it is the one that was decoded last: a step goes through all operators of a pipe
 * before the next one comes, so that each of them may decode what it gets and only the first one pays.
 */
export function decodeOnce(value: unknown, at?: number | string): Either<DecodeError, Step> {
  if (value !== undefined && value === last) return right(last);
  const result = decodeStep(value, at);
  if (result._tag === 'Right') last = result.right;
  return result;
}
