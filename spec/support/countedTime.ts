import { systemTime, type Cancel, type Time } from '../../src/core/time.js';

/** The time of this machine, and the number of its timers that run. */
export function countedTime(): { readonly time: Time; readonly running: () => number } {
  const running = new Set<Cancel>();
  const counted =
    (start: Time['after']): Time['after'] =>
    (ms, run) => {
      const cancel = start(ms, () => {
        running.delete(cancel);
        run();
      });
      running.add(cancel);
      return () => {
        running.delete(cancel);
        cancel();
      };
    };
  const time = {
    ...systemTime,
    after: counted(systemTime.after),
    afterUnref: counted(systemTime.afterUnref),
  };
  return { time, running: () => running.size };
}
