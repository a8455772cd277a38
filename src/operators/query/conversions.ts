// The two conversion functions of JMESPath, as implemented by Python's jmespath.
import { typeOf } from './typeOf.js';

// The syntax of Python's float(), without nan and inf, which JSON doesn't have.
const NUMBER = /^\s*[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?\s*$/i;

/** `to_number()`: returns a number unchanged, converts a decimal string; anything else is null. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !NUMBER.test(value)) return null;
  const number = Number(value.replaceAll('_', ''));
  return Number.isFinite(number) ? number : null;
}

/** `to_string()`: returns a string unchanged, anything else as JSON in ASCII. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeOf(value) === 'null') return 'null';
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
