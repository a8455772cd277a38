const FIRST_MS = 400;
const MOST_MS = 15_000;

/** Milliseconds before the next attempt to connect, the first one being 0; `random` is from 0 to 1. */
export function backoffMs(attempt: number, random: number): number {
  return Math.min(MOST_MS, FIRST_MS * 2 ** attempt) * (0.5 + random / 2);
}
