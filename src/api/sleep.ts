import { AbortedError } from '../core/errors.js';
import type { Time } from '../core/time.js';

/** Waits; rejects with `AbortedError` at once when the signal fires. Leaves neither timer nor listener. */
export function sleep(time: Time, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new AbortedError());
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(new AbortedError());
    };
    const cancel = time.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
