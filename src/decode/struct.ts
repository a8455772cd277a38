import * as t from 'io-ts';
import { Codec, FAILED, type Parsed } from './codec.js';
import { isObject } from './isObject.js';

type OptionalKey<A> = { [K in keyof A]-?: undefined extends A[K] ? K : never }[keyof A];
type RequiredKey<A> = Exclude<keyof A, OptionalKey<A>>;
type Fields<A, O, K extends keyof A> = {
  readonly [P in K]-?: Codec<Exclude<A[P], undefined>, P extends keyof O ? Exclude<O[P], undefined> : never>;
};
type AnyCodec = Codec<unknown, unknown>;
type Obj = Record<string, unknown>;

interface Field {
  readonly key: string;
  readonly codec: AnyCodec;
  readonly isRequired: boolean;
}

/**
 * Makes a codec of an object with required and optional fields. Other fields are kept unchanged. A field
 * that is `null` counts as absent, as in AWS JSON.
 *
 * The interfaces of wire and domain are declared first: a field without its codec doesn't compile.
 *
 * @example
 * ```ts
 * import { Count, struct, Text, Time, type Codec } from 'stepstream/codecs';
 *
 * interface Run {
 *   readonly name: string;
 *   readonly start: Date;
 *   readonly failures?: number;
 * }
 * interface WireRun extends Omit<Run, 'start'> {
 *   readonly start: number; // epoch seconds
 * }
 * const Run: Codec<Run, WireRun> = struct('a run', { name: Text, start: Time }, { failures: Count });
 * ```
 */
export function struct<A extends object, O extends object>(
  name: string,
  required: Fields<A, O, RequiredKey<A>>,
  optional: Fields<A, O, OptionalKey<A>>,
): Codec<A, O> {
  const fields: readonly Field[] = [
    ...Object.entries<AnyCodec>(required as never).map(([key, codec]) => ({ key, codec, isRequired: true })),
    ...Object.entries<AnyCodec>(optional as never).map(([key, codec]) => ({ key, codec, isRequired: false })),
  ];

  function parse(value: unknown): Parsed<A> {
    if (!isObject(value)) return FAILED;
    let out = value;
    for (const { key, codec, isRequired } of fields) {
      const before = value[key];
      if (before === undefined || before === null) {
        if (isRequired) return FAILED;
        if (before === undefined) continue;
        if (out === value) out = { ...value };
        Reflect.deleteProperty(out, key);
        continue;
      }
      const after = codec.parse(before);
      if (after === FAILED) return FAILED;
      if (Object.is(before, after)) continue;
      if (out === value) out = { ...value };
      out[key] = after;
    }
    return out as A;
  }

  function explain(value: unknown, context: t.Context): t.Errors {
    if (!isObject(value)) return [{ value, context }];
    return fields.flatMap(({ key, codec, isRequired }) => {
      const field = value[key];
      const at = t.appendContext(context, key, codec, field);
      if (field === undefined || field === null) return isRequired ? [{ value: field, context: at }] : [];
      const result = codec.validate(field, at);
      return result._tag === 'Left' ? result.left : [];
    });
  }

  function encode(value: A): O {
    const from = value as Obj;
    let out = from;
    for (const { key, codec } of fields) {
      const before = from[key];
      if (before === undefined) continue;
      const after = codec.encode(before);
      if (Object.is(before, after)) continue;
      if (out === from) out = { ...from };
      out[key] = after;
    }
    return out as O;
  }

  return new Codec(name, parse, explain, encode);
}
