/** One fault of a value: its path, the expected value, and the actual one. */
export interface DecodeFault {
  /** For example `steps[3].InferenceBenchmark.Metrics.CostPerHour`. */
  readonly path: string;
  readonly expected: string;
  /** The value as received. */
  readonly actual: unknown;
}

const SHOWN_CHARACTERS = 60;

/**
 * Formats a fault as one line.
 *
 * @example
 * ```ts
 * import { describeFault } from 'stepstream';
 *
 * describeFault({ path: 'steps[3].Status', expected: 'a string', actual: 7 });
 * // 'steps[3].Status: expected a string, got 7'
 * ```
 */
export function describeFault(fault: DecodeFault): string {
  return `${fault.path}: expected ${fault.expected}, got ${preview(fault.actual)}`;
}

function preview(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return shorten(JSON.stringify(value));
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return previewObject(value);
  if (typeof value === 'bigint') return shorten(`${String(value)}n`);
  return typeof value === 'symbol' ? 'a symbol' : `${value as number | boolean | null}`;
}

function previewObject(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : shorten(`an object with ${keys.join(', ')}`);
}

function shorten(text: string): string {
  const line = text.replace(/[\r\n\u2028\u2029]+/g, ' ');
  return line.length <= SHOWN_CHARACTERS ? line : `${line.slice(0, SHOWN_CHARACTERS - 1)}…`;
}
