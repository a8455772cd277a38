import type { Time } from '../../../src/core/time.js';

/** Repeats an action at random intervals of this mean, in milliseconds. */
export type RandomlyEvery = (meanMs: number, act: () => void) => void;

/** Makes the repeater of one history: it stops for good once the history `isOver`. */
export function randomlyEvery(time: Time, random: () => number, isOver: () => boolean): RandomlyEvery {
  const repeat: RandomlyEvery = (meanMs, act) => {
    time.after(meanMs * 2 * random(), () => {
      if (isOver()) return;
      act();
      repeat(meanMs, act);
    });
  };
  return repeat;
}
