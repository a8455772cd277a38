import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { decodeStep } from './decodeStep.js';

/** Constructs what it is given, so that a class below it adds its private field to that. */
// oxlint-disable-next-line typescript/no-extraneous-class
class Given {
  constructor(given: object) {
    return given;
  }
}

/**
 * A note on a step that it was decoded here. A private field is seen by nothing else, not by a copy either, and is looked
 * up ten times as fast as in a WeakSet.
 */
class Noted extends Given {
  readonly #noted = true;

  static has(value: object): boolean {
    return #noted in value && value.#noted;
  }
}

/** Whether a value is a step that was decoded here. */
export const isDecoded = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && Noted.has(value);

/**
 * Decodes a step, unless this function has returned it before. Each operator of a pipe decodes the steps
 * that it receives, and only the first one pays for it; each one does for a frozen step of the caller's own.
 */
export function decodeOnce(value: unknown, at?: number | string): Either<DecodeError, Step> {
  if (isDecoded(value)) return right(value);
  const result = decodeStep(value, at);
  if (result._tag === 'Right' && Object.isExtensible(result.right)) new Noted(result.right);
  return result;
}
