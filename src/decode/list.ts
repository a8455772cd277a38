import * as t from 'io-ts';
import { Codec, FAILED, type Parsed } from './codec.js';

/**
 * Makes a codec of a list, whose items are decoded by the codec given. An item that is `null` is left out, as
 * AWS JSON may have some and clients pass them on.
 *
 * @example
 * ```ts
 * import { Count, list } from 'stepstream/codecs';
 *
 * list(Count).decode([1, null, 2]); // right([1, 2])
 * ```
 */
export function list<A, O>(item: Codec<A, O>): Codec<readonly A[], readonly O[]> {
  function parse(value: unknown): Parsed<readonly A[]> {
    if (!Array.isArray(value)) return FAILED;
    let out: unknown[] = value;
    for (let i = 0; i < value.length; i++) {
      const before: unknown = value[i];
      const after = before === null ? undefined : item.parse(before);
      if (after === FAILED) return FAILED;
      if (out === value) {
        if (before !== null && Object.is(before, after)) continue;
        out = value.slice(0, i);
      }
      if (before !== null) out.push(after);
    }
    return out as A[];
  }

  function explain(value: unknown, context: t.Context): t.Errors {
    if (!Array.isArray(value)) return [{ value, context }];
    return [...(value as readonly unknown[])].flatMap((one, i) => {
      if (one === null) return [];
      const at = t.appendContext(context, String(i), item, one);
      const result = item.validate(one, at);
      return result._tag === 'Left' ? result.left : [];
    });
  }

  return new Codec(`a list of ${item.name}`, parse, explain, value => value.map(item.encode));
}
