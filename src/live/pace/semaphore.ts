import type { Time } from '../../core/time.js';

/** Places for pieces of work that go on at once. */
export interface Semaphore {
  /** Whether one more may begin. */
  readonly hasPermit: () => boolean;
  /** Takes a place; what comes back gives it up again. */
  readonly acquire: () => () => void;
}

/** How many places there are. */
export interface SemaphoreOptions {
  readonly permits: number;
  /** Work that takes longer, in milliseconds, gives its place up by itself, and goes on beside. */
  readonly slowMs: number;
  /** Pieces of work at once, slow ones included. */
  readonly maxRunning: number;
}

/** So many places, none of which is held up for long; `onFree` is called when one gets free by itself. */
export function semaphore(
  time: Time,
  { permits: permits, slowMs, maxRunning: maxRunning }: SemaphoreOptions,
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
