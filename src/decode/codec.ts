import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** What `parse` answers for a value that is not of the type. */
export const FAILED: unique symbol = Symbol('failed');

/** The outcome of `parse`. */
export type Parsed<A> = A | typeof FAILED;

/**
 * An io-ts codec with a fast path. `parse` goes over a good value once and builds no error context;
 * only a value that fails is gone over again, by io-ts's own `validate`, to say what is wrong where.
 * A value that is in its domain form already comes back as the same reference.
 */
export class Codec<A, O> extends t.Type<A, O> {
  constructor(
    name: string,
    readonly parse: (value: unknown) => Parsed<A>,
    explain: (value: unknown, context: t.Context) => t.Errors,
    encode: (value: A) => O,
  ) {
    super(
      name,
      (value): value is A => Object.is(parse(value), value),
      (value, context) => {
        const parsed = parse(value);
        return parsed === FAILED ? left(explain(value, context)) : right(parsed);
      },
      encode,
    );
  }
}

/** Makes a codec whose failures have no parts: the name says all that is expected. */
export function leaf<A, O>(
  name: string,
  parse: (value: unknown) => Parsed<A>,
  encode: (value: A) => O,
): Codec<A, O> {
  return new Codec(name, parse, (value, context) => [{ value, context }], encode);
}
