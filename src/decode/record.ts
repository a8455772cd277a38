import * as t from 'io-ts';
import { Codec, FAILED, type Parsed } from './codec.js';
import { isObject } from './isObject.js';

type Entries<A> = Readonly<Record<string, A>>;

/**
 * Makes a codec of an object with any keys, whose values are decoded by the codec given. A value that is `null` is left
 * out, as in AWS JSON.
 *
 * @example
 * ```ts
 * import { Count, record } from 'stepstream/codecs';
 *
 * record(Count).decode({ done: 3, failed: null }); // right({ done: 3 })
 * ```
 */
export function record<A, O>(item: Codec<A, O>): Codec<Entries<A>, Entries<O>> {
  function parse(value: unknown): Parsed<Entries<A>> {
    if (!isObject(value)) return FAILED;
    const entries: [string, A][] = [];
    let same = true;
    for (const [key, before] of Object.entries(value)) {
      const after = before === null || before === undefined ? undefined : item.parse(before);
      if (after === FAILED) return FAILED;
      same &&= after !== undefined && Object.is(before, after);
      if (after !== undefined) entries.push([key, after]);
    }
    return same ? (value as Entries<A>) : Object.fromEntries(entries);
  }

  function explain(value: unknown, context: t.Context): t.Errors {
    if (!isObject(value)) return [{ value, context }];
    return Object.entries(value).flatMap(([key, one]) => {
      if (one === null || one === undefined) return [];
      const result = item.validate(one, t.appendContext(context, key, item, one));
      return result._tag === 'Left' ? result.left : [];
    });
  }

  return new Codec(`an object of ${item.name} by name`, parse, explain, value =>
    Object.fromEntries(Object.entries(value).map(([key, one]) => [key, item.encode(one)])),
  );
}
