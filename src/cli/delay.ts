import type { LiveTime } from '../live/liveTime.js';

/** Resolves after so many milliseconds. */
export function delay(time: Pick<LiveTime, 'after'>, ms: number): Promise<void> {
  return new Promise(resolve => {
    time.after(ms, resolve);
  });
}
