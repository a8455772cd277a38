import type { Time } from './time.js';

/** Waits; resolves at once when the signal fires. Leaves neither timer nor listener. */
export function pause(time: Time, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const settle = (): void => {
      cancel();
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const cancel = time.after(ms, settle);
    signal.addEventListener('abort', settle, { once: true });
  });
}
