import { timerMs } from '../api/sleep.js';
import { systemClock, type Clock } from '../core/clock.js';

/** Time for what lives: a clock, and timers. */
export interface LiveTime extends Clock {
  /** Calls `run` once, after so many milliseconds, unless what it returns is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** The time of this machine. A timer keeps the process alive: somebody follows a job. */
export const systemTime: LiveTime = {
  ...systemClock,
  after: (ms, run) => {
    const timer = setTimeout(run, timerMs(ms));
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits; resolves at once when the signal fires. Leaves neither timer nor listener. */
export function pause(time: LiveTime, ms: number, signal: AbortSignal): Promise<void> {
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
