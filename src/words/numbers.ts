import { usable } from '../operators/ranking/metric.js';

/** Text shown where AWS has measured nothing. */
export const NOT_AVAILABLE = 'n/a';

const LOCALE = 'en-US';

/**
 * A metric with a fixed number of decimals and no separators, as a terminal shows it: columns align, and
 * other programs can read it. `n/a` where the metric isn't usable.
 */
export function fixed(value: number | undefined, decimals: number): string {
  return usable(value) ? value.toFixed(decimals) : NOT_AVAILABLE;
}

/** A number with commas and a fixed number of decimals: `1,200`. */
export const grouped = (value: number, decimals = 0): string =>
  value.toLocaleString(LOCALE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** A number with three significant digits, and with all of those before the decimal point: `1,240`, `12.3`. */
export function significant(value: number): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return grouped(value, decimals);
}

/** A number with all of its decimals: `1,200`, `50.5`. */
export const exact = (value: number): string =>
  value.toLocaleString(LOCALE, { maximumSignificantDigits: 15 });

/** A number with one decimal at most, and none from 9.95 on: `3`, `3.4`, `12`. */
export const short = (value: number): string =>
  value >= 9.95 ? grouped(value) : String(Number(value.toFixed(1)));

/** The text of a metric, or `n/a` where the metric isn't usable. */
export const ifUsable = (value: number | undefined, write: (value: number) => string): string =>
  usable(value) ? write(value) : NOT_AVAILABLE;

/** Invocations a minute, as the page shows them. */
export const throughput = (value: number | undefined): string => ifUsable(value, grouped);
