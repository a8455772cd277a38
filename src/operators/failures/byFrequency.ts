import { lowerBound } from '../../core/lowerBound.js';

/** An item, how often it came, and when it came first. */
export interface Rank<T> {
  readonly item: T;
  readonly count: number;
  /** Differs from that of every other rank. */
  readonly first: number;
}

/** Items, the most frequent first, of equals the one that came first. */
export interface ByFrequency<T> {
  /** Takes some ranks out, puts others in, and answers all items; a list that was answered stays as it is. */
  readonly update: (gone: readonly Rank<T>[], come: readonly Rank<T>[]) => readonly T[];
}

/**
 * Keeps items in order from one update to the next: only the stretch in which something moves is
 * compared, and what lies before and behind it is copied as a block.
 */
export function byFrequency<T>(): ByFrequency<T> {
  let ranks: Rank<T>[] = [];
  let items: readonly T[] = [];
  return {
    update: (gone, come) => {
      let from = ranks.length;
      let to = 0;
      const reach = (rank: Rank<T>, width: number): void => {
        const at = lowerBound(ranks, other => compare(other, rank) < 0);
        from = Math.min(from, at);
        to = Math.max(to, at + width);
      };
      for (const rank of gone) reach(rank, 1);
      for (const rank of come) reach(rank, 0);
      const [only] = come;
      const between =
        only !== undefined && come.length === 1 && gone.length === to - from
          ? [only]
          : merged(without(ranks.slice(from, to), gone), come.toSorted(compare));

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

function without<T>(list: readonly T[], gone: readonly T[]): readonly T[] {
  const out = new Set(gone);
  return list.filter(one => !out.has(one));
}

/** Two lists that are in order, as one. */
function merged<T>(a: readonly Rank<T>[], b: readonly Rank<T>[]): readonly Rank<T>[] {
  const result: Rank<T>[] = [];
  let at = 0;
  for (const next of b) {
    for (let one = a[at]; one !== undefined && compare(one, next) < 0; one = a[++at]) result.push(one);
    result.push(next);
  }
  return result.concat(a.slice(at));
}

/** A copy of the list with others in place of a stretch of it. */
function replaced<T>(list: readonly T[], from: number, to: number, by: readonly T[]): T[] {
  if (from === list.length) return list.concat(by);
  if (by.length !== to - from) return list.slice(0, from).concat(by, list.slice(to));
  const copy = list.slice();
  by.forEach((one, i) => (copy[from + i] = one));
  return copy;
}
