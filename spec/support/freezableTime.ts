import type { Cancel, Time } from '../../src/core/time.js';

/** A process that a spec stops and lets go on, as SIGSTOP and SIGCONT do. */
export interface FreezableTime extends Time {
  /** From now on no timer runs; the clock goes on. */
  readonly freeze: () => void;
  /** Runs the timers that are overdue, in their order, with all promises in between, and goes on. */
  readonly thaw: () => Promise<void>;
  /** From now on no timer runs for good, as after a kill. */
  readonly kill: () => void;
  readonly isFrozen: () => boolean;
  readonly isKilled: () => boolean;
}

interface Waiting {
  run: (() => void) | undefined;
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** The time of one process among several that share `time`. */
export function freezableTime(time: Time): FreezableTime {
  let frozen = false;
  let killed = false;
  const overdue: Waiting[] = [];
  const start =
    (after: Time['after']) =>
    (ms: number, run: () => void): Cancel => {
      const timer: Waiting = { run };
      const fire = (): void => {
        const due = timer.run;
        timer.run = undefined;
        due?.();
      };
      const cancel = after(ms, () => {
        if (killed) return;
        if (frozen) overdue.push(timer);
        else fire();
      });
      return () => {
        timer.run = undefined;
        cancel();
      };
    };
  return {
    ...time,
    after: start(time.after),
    afterUnref: start(time.afterUnref),
    freeze: () => {
      frozen = true;
    },
    thaw: async () => {
      frozen = false;
      for (let timer = overdue.shift(); timer !== undefined; timer = overdue.shift()) {
        const due = timer.run;
        timer.run = undefined;
        due?.();
        await settled();
      }
    },
    kill: () => {
      killed = true;
    },
    isFrozen: () => frozen,
    isKilled: () => killed,
  };
}
