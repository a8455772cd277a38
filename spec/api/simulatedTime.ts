import { installFakeClock } from '../support/fakeClock.js';

/** Timers, wall clock and monotonic clock that stand still until they are told to go on. */
export interface SimulatedTime {
  /** Monotonic milliseconds since the installation. */
  readonly now: () => number;
  /** Lets this much time pass, timer by timer, with all promises in between. */
  readonly pass: (ms: number) => Promise<void>;
  /** Sets the wall clock by this much; timers and monotonic clock don't notice. */
  readonly setWallClock: (byMs: number) => void;
  readonly timers: () => number;
  readonly uninstall: () => void;
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Takes the place of the global timers, before any limiter is made. */
export function simulateTime(): SimulatedTime {
  const fake = installFakeClock({
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    now: 1e12,
  });
  const now = (): number => performance.now();
  return {
    now,
    pass: async ms => {
      await settled();
      let toCome = 1;
      setTimeout(() => toCome--, ms);
      while (toCome > 0) {
        fake.next();
        await settled();
      }
    },
    setWallClock: byMs => {
      fake.setSystemTime(Date.now() + byMs);
    },
    timers: () => fake.countTimers(),
    uninstall: () => {
      fake.uninstall();
    },
  };
}
