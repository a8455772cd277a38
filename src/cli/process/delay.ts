import type { Time } from '../../core/time.js';

/** Resolves after so many milliseconds. */
export function delay(time: Pick<Time, 'after'>, ms: number): Promise<void> {
  return new Promise(resolve => {
    time.after(ms, resolve);
  });
}
