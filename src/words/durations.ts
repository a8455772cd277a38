import { grouped, ifUsable, NOT_AVAILABLE, short, significant } from './numbers.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longest duration in hours, in milliseconds; from here on it is in days. */
const LONGEST_IN_HOURS = 2 * DAY;

/**
 * A duration in milliseconds as text, in one or two units: `45 s`, `12 min`, `1 h 40 min`, `2 d 3 h`.
 *
 * Always rounded down, once, from the milliseconds: a unit counts when it is over, as on a clock. Rounding to
 * the nearest minute would show `1 h 30 min` half a minute early, and would make terminal and page differ.
 */
export function duration(ms: number): string {
  if (ms < MINUTE) return whole(Math.max(0, ms), SECOND, 's');
  if (ms < HOUR) return whole(ms, MINUTE, 'min');
  const [large, small] =
    ms < LONGEST_IN_HOURS
      ? [whole(ms, HOUR, 'h'), whole(ms % HOUR, MINUTE, 'min')]
      : [whole(ms, DAY, 'd'), whole(ms % DAY, HOUR, 'h')];
  return small.startsWith('0 ') ? large : `${large} ${small}`;
}

const whole = (ms: number, unit: number, name: string): string => `${grouped(Math.floor(ms / unit))} ${name}`;

/** The duration from one time to another; `n/a` where the other isn't known yet. */
export const durationBetween = (from: Date, to: Date | undefined): string =>
  to === undefined ? NOT_AVAILABLE : duration(to.getTime() - from.getTime());

/** A latency in milliseconds as text: `94 ms`, `3.4 ms`, `1.25 s`. */
export const latency = (value: number | undefined): string =>
  ifUsable(value, ms => (ms >= SECOND ? `${significant(ms / SECOND)} s` : `${short(ms)} ms`));
