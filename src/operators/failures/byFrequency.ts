import { lowerBound } from '../../core/lowerBound.js';

/** An item with its count. */
export interface Rank<T> {
  readonly item: T;
  readonly count: number;
  /** Sequence number of the first arrival, unique to each rank. */
  readonly first: number;
}

/** Items, the most frequent first; of equal ones the one that arrived first. */
export interface ByFrequency<T> {
  /** Removes some ranks, adds others, and returns all items; a list once returned never changes. */
  readonly update: (removed: readonly Rank<T>[], added: readonly Rank<T>[]) => readonly T[];
}

/**
 * Keeps items sorted from one update to the next: only the range of indexes in which something moves is
 * compared, and the items before and behind it are copied as blocks.
 */
export function byFrequency<T>(): ByFrequency<T> {
  let ranks: Rank<T>[] = [];
  let items: readonly T[] = [];
  return {
    update: (removed, added) => {
      let from = ranks.length;
      let to = 0;
      const widen = (rank: Rank<T>, width: number): void => {
        const index = lowerBound(ranks, other => compare(other, rank) < 0);
        from = Math.min(from, index);
        to = Math.max(to, index + width);
      };
      for (const rank of removed) widen(rank, 1);
      for (const rank of added) widen(rank, 0);
      const [only] = added;
      const between =
        only !== undefined && added.length === 1 && removed.length === to - from
          ? [only]
          : merged(without(ranks.slice(from, to), removed), added.toSorted(compare));

      items = replaced(
        items,
        from,
        to,
        between.map(({ item }) => item),
      );
      if (between.length === to - from) between.forEach((rank, i) => (ranks[from + i] = rank));
      else ranks = replaced(ranks, from, to, between);
      return items;
    },
  };
}

const compare = (a: Rank<unknown>, b: Rank<unknown>): number => b.count - a.count || a.first - b.first;

function without<T>(list: readonly T[], removed: readonly T[]): readonly T[] {
  const excluded = new Set(removed);
  return list.filter(one => !excluded.has(one));
}

/** Merges two sorted lists. */
function merged<T>(a: readonly Rank<T>[], b: readonly Rank<T>[]): readonly Rank<T>[] {
  const result: Rank<T>[] = [];
  let index = 0;
  for (const next of b) {
    for (let one = a[index]; one !== undefined && compare(one, next) < 0; one = a[++index]) result.push(one);
    result.push(next);
  }
  return result.concat(a.slice(index));
}

/** A copy of the list with other items in place of those from `from` to before `to`. */
function replaced<T>(list: readonly T[], from: number, to: number, by: readonly T[]): T[] {
  if (from === list.length) return list.concat(by);
  if (by.length !== to - from) return list.slice(0, from).concat(by, list.slice(to));
  const copy = list.slice();
  by.forEach((one, i) => (copy[from + i] = one));
  return copy;
}
