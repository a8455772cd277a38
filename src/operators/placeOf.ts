/** How many items stand before a place in a sorted list: `before` holds for those, and for none after them. */
export function placeOf<T>(sorted: readonly T[], before: (item: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
