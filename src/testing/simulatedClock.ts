import type { Clock } from '../core/time.js';

/** The time of the world. */
export interface SimulatedClock {
  /** Milliseconds since the epoch, in the world. */
  readonly now: () => number;
  /** Moves the world ahead by this many milliseconds. */
  readonly advance: (ms: number) => void;
}

/** Starts the world at `startTime`; it then runs `speed` times as fast as `clock`. */
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
