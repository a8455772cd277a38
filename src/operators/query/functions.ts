import { toNumber, toText } from './conversions.js';
import { equal } from './equal.js';
import type { Expression } from './expression.js';
import { shown } from './expressionError.js';
import { inOrder } from './inOrder.js';
import type { QueryFunction } from './signature.js';
import { typeOf, type JsonObject } from './typeOf.js';

type Ordered = number | string;

/** The functions of the JMESPath specification, by their names. */
export const FUNCTIONS: ReadonlyMap<string, QueryFunction> = new Map<string, QueryFunction>(
  Object.entries({
    abs: { takes: [['number']], call: Math.abs },
    avg: {
      takes: [['numbers']],
      call: (list: readonly number[]) => (list.length === 0 ? null : sum(list) / list.length),
    },
    ceil: { takes: [['number']], call: (n: number) => Math.ceil(n) },
    contains: { takes: [['array', 'string'], ['any']], call: contains },
    ends_with: { takes: [['string'], ['string']], call: (text: string, end: string) => text.endsWith(end) },
    floor: { takes: [['number']], call: (n: number) => Math.floor(n) },
    join: {
      takes: [['string'], ['texts']],
      call: (between: string, list: readonly string[]) => list.join(between),
    },
    keys: { takes: [['object']], call: (object: JsonObject) => Object.keys(object) },
    length: { takes: [['string', 'array', 'object']], call: lengthOf },
    map: {
      takes: [['expression'], ['array']],
      call: (each: Expression, list: readonly unknown[]) => list.map(one => each(one)),
    },
    max: { takes: [['numbers', 'texts']], call: (list: readonly Ordered[]) => greatest(list, list, 1) },
    max_by: {
      takes: [['array'], ['expression']],
      call: (list: readonly unknown[], by: Expression) => greatest(list, keysOf('max_by', list, by), 1),
    },
    merge: {
      takes: [['object']],
      repeats: true,
      call: (...objects: readonly JsonObject[]) => Object.fromEntries(objects.flatMap(Object.entries)),
    },
    min: { takes: [['numbers', 'texts']], call: (list: readonly Ordered[]) => greatest(list, list, -1) },
    min_by: {
      takes: [['array'], ['expression']],
      call: (list: readonly unknown[], by: Expression) => greatest(list, keysOf('min_by', list, by), -1),
    },
    not_null: {
      takes: [['any']],
      repeats: true,
      call: (...values: readonly unknown[]) => values.find(value => typeOf(value) !== 'null') ?? null,
    },
    reverse: {
      takes: [['string', 'array']],
      call: (value: string | readonly unknown[]) =>
        typeof value === 'string' ? Array.from(value).reverse().join('') : value.toReversed(),
    },
    sort: { takes: [['numbers', 'texts']], call: (list: readonly Ordered[]) => list.toSorted(inOrder) },
    sort_by: { takes: [['array'], ['expression']], call: sortBy },
    starts_with: {
      takes: [['string'], ['string']],
      call: (text: string, start: string) => text.startsWith(start),
    },
    sum: { takes: [['numbers']], call: sum },
    to_array: {
      takes: [['any']],
      call: (value: unknown) => (Array.isArray(value) ? (value as unknown) : [value]),
    },
    to_number: { takes: [['any']], call: toNumber },
    to_string: { takes: [['any']], call: toText },
    type: { takes: [['any']], call: typeOf },
    values: { takes: [['object']], call: (object: JsonObject) => Object.values(object) },
  } satisfies Record<string, QueryFunction>),
);

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}

function lengthOf(value: string | readonly unknown[] | JsonObject): number {
  if (typeof value === 'string') return Array.from(value).length;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function contains(subject: string | readonly unknown[], sought: unknown): boolean {
  if (typeof subject !== 'string') return subject.some(item => equal(item, sought));
  if (typeof sought === 'string') return subject.includes(sought);
  throw new TypeError(`a text can't contain ${shown(sought)}; contains() looks for a text in it`);
}

function sortBy(list: readonly unknown[], by: Expression): readonly unknown[] {
  const keys = keysOf('sort_by', list, by);
  return keys
    .map((key, i) => ({ key, item: list[i] }))
    .sort((a, b) => inOrder(a.key, b.key))
    .map(({ item }) => item);
}

/** Returns the results of an expression over each item. Fails unless all are numbers or all are strings. */
function keysOf(name: string, list: readonly unknown[], by: Expression): readonly Ordered[] {
  const keys = list.map(item => by(item));
  const type = typeOf(keys[0]);
  for (const [i, key] of keys.entries()) {
    if (typeOf(key) !== type || (type !== 'number' && type !== 'string')) {
      throw new TypeError(
        `the expression of ${name}() must give numbers alone or texts alone; item ${String(i)} gives ${shown(key)}`,
      );
    }
  }
  return keys as readonly Ordered[];
}

/** Returns the first item with the greatest key, with `sign` -1 the least; null for an empty list. */
function greatest(list: readonly unknown[], keys: readonly Ordered[], sign: 1 | -1): unknown {
  let best: { readonly key: Ordered; readonly item: unknown } | undefined;
  for (const [i, key] of keys.entries()) {
    if (best === undefined || sign * inOrder(key, best.key) > 0) best = { key, item: list[i] };
  }
  return best?.item ?? null;
}
