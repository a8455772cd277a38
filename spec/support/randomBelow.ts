/** A whole number from 0 to below `sides`. */
export type RandomBelow = (sides: number) => number;

/** Figures that look random, and are the same in each run: mulberry32. */
export function randomBelow(seed: number): RandomBelow {
  let state = seed | 0;
  return sides => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}
