import type { Clock } from '../core/time.js';

/** The clock of a simulation. */
export interface SimulatedClock {
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Advances simulated time by `ms` milliseconds. */
  readonly advance: (ms: number) => void;
}

/** A clock that starts at `startTime` and runs `speed` times as fast as `clock`. */
export function simulatedClock(
  startTime: number,
  speed: number,
  clock: Pick<Clock, 'monotonic'>,
): SimulatedClock {
  const startedAt = clock.monotonic();
  let advanced = 0;
  return {
    now: () => startTime + advanced + (clock.monotonic() - startedAt) * speed,
    advance: ms => {
      advanced += ms;
    },
  };
}
