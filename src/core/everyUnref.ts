import type { Cancel, Time } from './time.js';

/**
 * Calls `run` every `ms` milliseconds, until cancelled. As `setInterval`, with a timer that doesn't keep the
 * process alive.
 */
export function everyUnref(time: Pick<Time, 'afterUnref'>, ms: number, run: () => void): Cancel {
  let cancel: Cancel;
  const turn = (): void => {
    // Set before the run, which may cancel the timer, or throw.
    cancel = time.afterUnref(ms, turn);
    run();
  };
  cancel = time.afterUnref(ms, turn);
  return () => {
    cancel();
  };
}
