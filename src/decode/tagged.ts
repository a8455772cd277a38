import * as t from 'io-ts';
import { Codec, FAILED } from './codec.js';
import { Text, word } from './primitives.js';

interface Tagged {
  readonly type: string;
}
type Members<A extends Tagged, O extends Tagged> = {
  readonly [K in A['type']]: Codec<Extract<A, { readonly type: K }>, Extract<O, { readonly type: K }>>;
};
type AnyCodec = Codec<unknown, unknown>;

/**
 * Makes a codec of a union that is discriminated by `type`. A value is only decoded by the codec of its own
 * type, so that its faults are those of one member.
 *
 * @example
 * ```ts
 * import { Count, struct, tagged, Text, word, type Codec } from 'stepstream/codecs';
 *
 * interface Left {
 *   readonly type: 'left';
 *   readonly count: number;
 * }
 * interface Failed {
 *   readonly type: 'failed';
 *   readonly reason: string;
 * }
 * const Answer: Codec<Left | Failed, Left | Failed> = tagged('an answer', {
 *   left: struct<Left, Left>('what is left', { type: word('left'), count: Count }, {}),
 *   failed: struct<Failed, Failed>('a failure', { type: word('failed'), reason: Text }, {}),
 * });
 * ```
 */
export function tagged<A extends Tagged, O extends Tagged>(
  name: string,
  members: Members<A, O>,
): Codec<A, O> {
  const codecs: ReadonlyMap<string, AnyCodec> = new Map(Object.entries<AnyCodec>(members as never));

  function codecOf(value: unknown): AnyCodec | undefined {
    return typeof value === 'object' && value !== null ? codecs.get((value as Tagged).type) : undefined;
  }

  function explain(value: unknown, context: t.Context): t.Errors {
    const codec = codecOf(value);
    if (codec !== undefined) {
      const result = codec.validate(value, context);
      return result._tag === 'Left' ? result.left : [];
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ value, context }];
    const { type } = value as { readonly type?: unknown };
    const known = typeof type === 'string' ? word(...codecs.keys()) : Text;
    return [{ value: type, context: t.appendContext(context, 'type', known, type) }];
  }

  return new Codec<A, O>(
    name,
    value => (codecOf(value)?.parse(value) ?? FAILED) as A | typeof FAILED,
    explain,
    value => (codecOf(value)?.encode(value) ?? value) as O,
  );
}
