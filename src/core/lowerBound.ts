/**
 * Binary search: how many items stand before a place in a sorted list, which is the index of that place. `before`
 * holds for those items, and for none after them.
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
