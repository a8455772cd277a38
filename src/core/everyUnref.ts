import type { Cancel, Time } from './time.js';

/**
 * Calls `run` every so many milliseconds, until cancelled: `setInterval`, with a timer that doesn't keep
 * the process alive.
 */
export function everyUnref(time: Pick<Time, 'afterUnref'>, ms: number, run: () => void): Cancel {
  let cancel: Cancel;
  const turn = (): void => {
    // Before the run, which may cancel, or throw.
    cancel = time.afterUnref(ms, turn);
    run();
  };
  cancel = time.afterUnref(ms, turn);
  return () => {
    cancel();
  };
}
