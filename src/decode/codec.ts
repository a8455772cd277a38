import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** The result of `parse` for a value that is not of the type. */
export const FAILED: unique symbol = Symbol('failed');

/** The outcome of `parse`. */
export type Parsed<A> = A | typeof FAILED;

/**
 * An io-ts codec with a fast path. `parse` reads a valid value once and builds no error context. An
 * invalid value is read again by io-ts's own `validate`, which reports each fault with its path. A value
 * that is in its domain form already is returned as the same reference.
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

/** Makes a codec of a value without parts: its name is the whole expectation that a fault reports. */
export function leaf<A, O>(
  name: string,
  parse: (value: unknown) => Parsed<A>,
  encode: (value: A) => O,
): Codec<A, O> {
  return new Codec(name, parse, (value, context) => [{ value, context }], encode);
}
