/** The last of the sorted moments that isn't after `now`. */
export function lastUpTo(moments: readonly number[], now: number): number {
  return moments[countUpTo(moments, now) - 1] ?? -Infinity;
}

/** The first of the sorted moments after `now`. */
export function firstAfter(moments: readonly number[], now: number): number {
  return moments[countUpTo(moments, now)] ?? Infinity;
}

function countUpTo(moments: readonly number[], now: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? Infinity) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
