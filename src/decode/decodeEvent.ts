import { isLeft, right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { StepEvent } from '../core/event.js';
import { decodeOnce } from './decodeOnce.js';

/**
 * Decodes the steps of an event, `step` and `previous`. An event whose steps are decoded already is
 * returned as the same reference.
 */
export function decodeEvent(event: StepEvent): Either<DecodeError, StepEvent> {
  const step = decodeOnce(event.step);
  if (isLeft(step)) return step;
  const previous = event.previous === undefined ? right(undefined) : decodeOnce(event.previous, 'previous');
  if (isLeft(previous)) return previous;
  if (step.right === event.step && previous.right === event.previous) return right(event);
  return right({ ...event, step: step.right, ...(previous.right && { previous: previous.right }) });
}
