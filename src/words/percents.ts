import { grouped, ifUsable, short } from './numbers.js';

/** A utilisation in percent, as the service measures it: `355 %`. */
export const percent = (value: number | undefined): string => ifUsable(value, size => `${grouped(size)} %`);

/** A size in percent: `12 %`, `3.1 %`. */
export const percentSize = (size: number): string => `${short(size)} %`;

/** A change in percent, with its sign: `+12 %`, `−3.1 %`. */
export function percentChange(value: number): string {
  const size = percentSize(Math.abs(value));
  return `${size === '0 %' ? '±' : value > 0 ? '+' : '−'}${size}`;
}
