import type { Time } from './time.js';

/**
 * Resolves after so many milliseconds, and at once when the signal fires: look at `signal.aborted` afterwards
 * where that matters. Leaves neither timer nor listener.
 */
export function pause(time: Pick<Time, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const settle = (): void => {
      cancel();
      signal?.removeEventListener('abort', settle);
      resolve();
    };
    const cancel = time.after(ms, settle);
    signal?.addEventListener('abort', settle, { once: true });
  });
}
