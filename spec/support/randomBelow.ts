/** A random whole number from 0 to below `limit`. */
export type RandomBelow = (limit: number) => number;

/** A seeded generator (mulberry32): the same sequence in each run. */
export function randomBelow(seed: number): RandomBelow {
  let state = seed | 0;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}
