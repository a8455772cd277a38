/** Longest delay before the first reconnection, in milliseconds; it doubles with each further attempt. */
const FIRST_DELAY_MS = 400;
/** Longest delay of all, in milliseconds. */
const MAX_DELAY_MS = 15_000;

/** Milliseconds before the next attempt to connect, the first one being 0; `random` is from 0 to 1. */
export function reconnectDelayMs(attempt: number, random: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + random / 2);
}
