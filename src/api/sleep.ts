import { AbortedError } from '../core/errors.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a timer of Node can be told: one that is to wait longer than it can fires at once. */
export const timerMs = (ms: number): number => Math.min(ms, LONGEST_TIMER_MS);

/** Waits; rejects with `AbortedError` at once when the signal fires. Leaves neither timer nor listener. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const waitMs = timerMs(ms);
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new AbortedError());
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(new AbortedError());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, waitMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
