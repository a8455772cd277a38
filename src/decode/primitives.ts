import { FAILED, leaf, type Codec } from './codec.js';

/** How AWS JSON writes a number: those that JSON has no word for are strings. */
export type WireNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** A string. */
export const Text: Codec<string, string> = leaf(
  'a string',
  value => (typeof value === 'string' ? value : FAILED),
  value => value,
);

const WORDS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A number; on the wire also `"NaN"`, which AWS uses for "not available". */
export const Numeric: Codec<number, WireNumber> = leaf(
  'a number or "NaN"',
  value => (typeof value === 'number' ? value : (WORDS.get(value) ?? FAILED)),
  value => (Number.isFinite(value) ? value : (String(value) as WireNumber)),
);

const FARTHEST_MS = 8.64e15;

function parseTime(value: unknown): Date | typeof FAILED {
  if (typeof value === 'number') {
    const ms = Math.round(value * 1000);
    return Math.abs(ms) <= FARTHEST_MS ? new Date(ms) : FAILED;
  }
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : FAILED;
}

/** A moment: epoch seconds with decimals on the wire, a `Date` from the SDK and in the domain. */
export const Time: Codec<Date, number> = leaf(
  'epoch seconds or a Date',
  parseTime,
  value => value.getTime() / 1000,
);
