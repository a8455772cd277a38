import { mapLeft, right, type Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { DecodeError } from '../core/decodeError.js';
import type { DecodeFault } from '../core/decodeFault.js';
import { joinPath } from '../core/joinPath.js';
import { FAILED, type Codec } from './codec.js';

/** Decodes a value, as `decodeWith` does with one codec. */
export type Decode<A> = (value: unknown, path: () => string) => Either<DecodeError, A>;

/**
 * Decodes a value. Returns a `DecodeError` that lists every fault of an invalid one.
 *
 * `path` returns the path of the value itself, such as `steps[3]`, with which the path of each fault begins.
 */
export function decodeWith<A, O>(
  codec: Codec<A, O>,
  value: unknown,
  path: () => string,
): Either<DecodeError, A> {
  const parsed = codec.parse(value);
  if (parsed !== FAILED) return right(parsed);
  const context: t.Context = [{ key: path(), type: codec, actual: value }];
  return mapLeft((errors: t.Errors) => new DecodeError(errors.map(toFault)))(codec.validate(value, context));
}

function toFault(error: t.ValidationError): DecodeFault {
  const path = error.context.map(({ key }) => key).reduce((at, key) => joinPath(at, key));
  return { path, expected: error.context.at(-1)?.type.name ?? '', actual: error.value };
}
