import { NOT_AVAILABLE } from './numbers.js';

/** A time to the minute, in UTC, as a terminal shows it: `2026-01-15 09:00`. `n/a` where it isn't known. */
export function utcMinute(time: Date | undefined): string {
  return time === undefined ? NOT_AVAILABLE : time.toISOString().slice(0, 16).replace('T', ' ');
}

/** A time of day to the second, in milliseconds since the epoch, in the form and zone of the reader's machine. */
export const localTime = (ms: number): string =>
  new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
