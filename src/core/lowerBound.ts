/**
 * Binary search: the number of leading items of a sorted list for which `before` holds, which is the index of
 * the first one for which it doesn't.
 */
export function lowerBound<T>(sorted: readonly T[], before: (item: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
