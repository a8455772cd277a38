import { usable } from '../operators/ranking/metric.js';

/** What is shown where AWS has no value. */
export const NOT_AVAILABLE = 'n/a';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const LOCALE = 'en-US';

/** A number with commas and so many decimals: `1,200`. */
export const count = (value: number, decimals = 0): string =>
  value.toLocaleString(LOCALE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** One of them, or several: `1 test`, `3 tests`. */
export const countOf = (value: number, one: string): string =>
  `${count(value)} ${one}${value === 1 ? '' : 's'}`;

/** A figure with as many decimals as its size needs: three digits at least. */
export function digits(value: number): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return count(value, decimals);
}

const shown = (value: number | undefined, show: (value: number) => string): string =>
  usable(value) ? show(value) : NOT_AVAILABLE;

/** US dollars: `$1.15`, `$0.204`, `$1,240`. */
export const dollars = (value: number | undefined): string => shown(value, usd => `$${digits(usd)}`);

/** Money that has been spent: cents are enough, and nothing is nothing. */
export const spent = (usd: number): string => `$${count(usd, 2)}`;

/** One decimal at most: `3`, `3.4`. */
const rounded = (value: number): string => String(Number(value.toFixed(1)));

/** Milliseconds: `94 ms`, `3.4 ms`, `1.25 s`. */
export const latency = (value: number | undefined): string =>
  shown(value, ms =>
    ms >= SECOND ? `${digits(ms / SECOND)} s` : `${ms >= 9.95 ? count(ms) : rounded(ms)} ms`,
  );

/** Invocations a minute. */
export const throughput = (value: number | undefined): string => shown(value, count);

/** Percent, as the service has it. */
export const percent = (value: number | undefined): string => shown(value, share => `${count(share)} %`);

/** A size in percent: `12 %`, `3.1 %`. */
export const share = (size: number): string => `${size >= 9.95 ? count(size) : rounded(size)} %`;

/** A change in percent, with its sign: `+12 %`, `−3.1 %`. */
export function change(value: number): string {
  const size = share(Math.abs(value));
  return `${size === '0 %' ? '±' : value > 0 ? '+' : '−'}${size}`;
}

/** How long: `45 s`, `12 min`, `1 h 40 min`, `2 d 3 h`. */
export function duration(ms: number): string {
  if (ms < MINUTE) return `${count(Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${count(Math.floor(ms / MINUTE))} min`;
  const hours = Math.floor(ms / HOUR);
  const [large, small] =
    hours < 48
      ? [`${count(hours)} h`, [Math.floor((ms % HOUR) / MINUTE), 'min'] as const]
      : [`${count(Math.floor(hours / 24))} d`, [hours % 24, 'h'] as const];
  return small[0] === 0 ? large : `${large} ${count(small[0])} ${small[1]}`;
}

/** A time of day, to the second, as the reader's machine has it. */
export const clockTime = (ms: number): string =>
  new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
