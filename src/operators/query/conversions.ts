// The two functions of JMESPath that convert, as Python's jmespath has them.
import { typeOf } from './typeOf.js';

// As Python reads a float, but without its nan and inf, which are no numbers of JSON.
const NUMBER = /^\s*[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?\s*$/i;

/** `to_number()`: a number as it is, a text that is one in decimal digits; anything else is null. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !NUMBER.test(value)) return null;
  const number = Number(value.replaceAll('_', ''));
  return Number.isFinite(number) ? number : null;
}

/** `to_string()`: a text as it is, anything else as JSON in ASCII. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeOf(value) === 'null') return 'null';
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
