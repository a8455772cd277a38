/** Round figures of a decade, close enough together that a slider moves smoothly. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/**
 * Round figures from the last one at or below `low` to the first one at or above `high`, each about a
 * quarter more than the one before. None where these are no positive figures.
 */
export function niceValues(low: number, high: number): readonly number[] {
  if (!(low > 0) || !(high >= low) || high === Infinity) return [];
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)) + 1; power += 1) {
    for (const round of ROUND) {
      const value = Number((round * 10 ** power).toPrecision(3));
      values.push(value);
      if (value >= high)
        return values.slice(
          Math.max(
            0,
            values.findLastIndex(one => one <= low),
          ),
        );
    }
  }
  return values;
}

/** The index of the value that is nearest, by ratio. */
export function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  for (const [i, value] of values.entries()) {
    if (Math.abs(Math.log(value / wanted)) < Math.abs(Math.log((values[best] ?? NaN) / wanted))) best = i;
  }
  return best;
}
