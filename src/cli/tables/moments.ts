import { NOT_AVAILABLE } from '../format.js';

/** A time to the minute, in UTC: `2026-01-15 09:00`. */
export function minuteOf(time: Date | undefined): string {
  return time === undefined ? NOT_AVAILABLE : time.toISOString().slice(0, 16).replace('T', ' ');
}

/** How long it took: `45 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. */
export function durationOf(from: Date, to: Date | undefined): string {
  return to === undefined ? NOT_AVAILABLE : spanOf(to.getTime() - from.getTime());
}

/** The same of so many milliseconds. */
export function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${String(hours)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${String(Math.floor(hours / 24))} d ${String(hours % 24)} h`;
}
