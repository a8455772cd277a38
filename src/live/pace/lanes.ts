import type { Time } from '../../core/time.js';

/** Places for pieces of work that go on at once. */
export interface Lanes {
  /** Whether one more may begin. */
  readonly isFree: () => boolean;
  /** Takes a place; what comes back gives it up again. */
  readonly take: () => () => void;
}

/** How many places there are. */
export interface LaneOptions {
  readonly places: number;
  /** Work that takes longer, in milliseconds, gives its place up by itself, and goes on beside. */
  readonly slowMs: number;
  /** Pieces of work at once, slow ones included. */
  readonly most: number;
}

/** So many places, none of which is held up for long; `onFree` is called when one gets free by itself. */
export function lanes(time: Time, { places, slowMs, most }: LaneOptions, onFree: () => void): Lanes {
  let running = 0;
  let held = 0;
  return {
    isFree: () => held < places && running < most,
    take: () => {
      running += 1;
      held += 1;
      let holds = true;
      const giveUp = (): void => {
        if (holds) held -= 1;
        holds = false;
      };
      const cancel = time.after(slowMs, () => {
        giveUp();
        onFree();
      });
      return () => {
        cancel();
        giveUp();
        running -= 1;
      };
    },
  };
}
