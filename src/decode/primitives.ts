import { FAILED, leaf, type Codec } from './codec.js';
import { timeOfText } from './timeOfText.js';

/** A number in AWS JSON: those that JSON can't express are strings. */
export type WireNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** A string. */
export const Text: Codec<string, string> = leaf(
  'a string',
  value => (typeof value === 'string' ? value : FAILED),
  value => value,
);

const SPECIAL_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A number; on the wire also `"NaN"`, which AWS uses for "not available". */
export const Numeric: Codec<number, WireNumber> = leaf(
  'a number or "NaN"',
  value => (typeof value === 'number' ? value : (SPECIAL_NUMBERS.get(value) ?? FAILED)),
  value => (Number.isFinite(value) ? value : (String(value) as WireNumber)),
);

/** Greatest distance of a `Date` from the epoch, in milliseconds. */
const MAX_TIME_MS = 8.64e15;

function parseTime(value: unknown): Date | typeof FAILED {
  if (typeof value === 'number') return dateOf(value);
  if (typeof value === 'string') return dateOf(timeOfText(value) ?? NaN);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : FAILED;
}

function dateOf(epochSeconds: number): Date | typeof FAILED {
  const ms = Math.round(epochSeconds * 1000);
  return Math.abs(ms) <= MAX_TIME_MS ? new Date(ms) : FAILED;
}

/**
 * A time: epoch seconds with decimals on the wire, a `Date` from the SDK and in the domain. In files that other
 * tools have saved it is text, which is read as well: epoch seconds, or ISO 8601 with a zone, with a `T` or a
 * space. Decodes to the nearest millisecond.
 */
export const Time: Codec<Date, number> = leaf(
  'epoch seconds, ISO 8601 or a Date',
  parseTime,
  value => value.getTime() / 1000,
);

/** A boolean. */
export const Flag: Codec<boolean, boolean> = leaf(
  'true or false',
  value => (typeof value === 'boolean' ? value : FAILED),
  value => value,
);

/** A count: a whole number of 0 or more. */
export const Count: Codec<number, number> = leaf(
  'a whole number of 0 or more',
  value => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : FAILED),
  value => value,
);

/**
 * Makes a codec of a string literal, or of a union of them.
 *
 * @example
 * ```ts
 * import { word } from 'stepstream/codecs';
 *
 * const Level = word('low', 'high'); // of 'low' | 'high'
 * ```
 */
export function word<W extends string>(...words: readonly W[]): Codec<W, W> {
  const known: ReadonlySet<unknown> = new Set(words);
  return leaf(
    words.map(one => `"${one}"`).join(' or '),
    value => (known.has(value) ? (value as W) : FAILED),
    value => value,
  );
}

/** Any value, as it is. */
export const Anything: Codec<unknown, unknown> = leaf(
  'anything',
  value => value,
  value => value,
);
