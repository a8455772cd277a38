import type { Time } from '../../core/time.js';

/** A counting semaphore whose permits can't be held for long. */
export interface Semaphore {
  /** Whether one more piece of work may start. */
  readonly hasPermit: () => boolean;
  /** Takes a permit and returns the function that releases it, to be called when the work has ended. */
  readonly acquire: () => () => void;
}

export interface SemaphoreOptions {
  /** Number of permits. */
  readonly permits: number;
  /** Longest time for which work holds a permit, in milliseconds. Slower work goes on without one. */
  readonly slowMs: number;
  /** Maximum number of pieces of work that run at once, with or without a permit. */
  readonly maxRunning: number;
}

/** Makes a semaphore. `onPermit` is called when slow work loses its permit, as that allows more work. */
export function semaphore(
  time: Time,
  { permits, slowMs, maxRunning }: SemaphoreOptions,
  onPermit: () => void,
): Semaphore {
  let running = 0;
  let taken = 0;
  return {
    hasPermit: () => taken < permits && running < maxRunning,
    acquire: () => {
      running += 1;
      taken += 1;
      let holds = true;
      const release = (): void => {
        if (holds) taken -= 1;
        holds = false;
      };
      const cancel = time.after(slowMs, () => {
        release();
        onPermit();
      });
      return () => {
        cancel();
        release();
        running -= 1;
      };
    },
  };
}
