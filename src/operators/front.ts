import { placeOf } from './placeOf.js';

/** Something with a figure on each axis, the smaller the better, and its turn: earlier ones stand first. */
export interface Point<T> {
  readonly value: T;
  readonly at: readonly number[];
  readonly turn: number;
}

/** What no other is better than: on every axis at least as good, and on one better. */
export interface Front<T> {
  /** Takes a point in; false where that leaves the front as it is. */
  readonly add: (point: Point<T>) => boolean;
  /** Takes a point that was added out again; false where that leaves the front as it is. */
  readonly remove: (point: Point<T>) => boolean;
  /** The front, by the first axis. */
  readonly values: () => readonly T[];
}

/**
 * Keeps a Pareto front. With `forgetful` what is not on the front is dropped, as nothing will be removed.
 * Otherwise each point behind the front is kept with one that is better: when that one goes, only those
 * behind it are looked at again.
 */
export function front<T>({ forgetful }: { readonly forgetful: boolean }): Front<T> {
  const members: Point<T>[] = [];
  const behind = new Map<Point<T>, Set<Point<T>>>();
  const better = new Map<Point<T>, Point<T>>();

  const before = (a: Point<T>, b: Point<T>): boolean => {
    const [x = 0, y = 0] = [a.at[0], b.at[0]];
    return x < y || (x === y && a.turn < b.turn);
  };
  const place = (point: Point<T>): number => placeOf(members, other => before(other, point));
  // Two points may stand at one place for a moment: a step that was measured again, and what it was.
  const drop = (point: Point<T>): void => {
    members.splice(members.indexOf(point, place(point)), 1);
  };

  const hide = (point: Point<T>, behindWhom: Point<T>): void => {
    if (forgetful) return;
    better.set(point, behindWhom);
    const hidden = behind.get(behindWhom);
    if (hidden === undefined) behind.set(behindWhom, new Set([point]));
    else hidden.add(point);
  };
  const unhide = (point: Point<T>): readonly Point<T>[] => {
    const hidden = [...(behind.get(point) ?? [])];
    behind.delete(point);
    return hidden;
  };

  const add = (point: Point<T>): boolean => {
    const above = members.find(other => dominates(other.at, point.at));
    if (above !== undefined) {
      hide(point, above);
      return false;
    }
    const beaten = members.filter(other => dominates(point.at, other.at));
    for (const other of beaten) {
      drop(other);
      for (const hidden of [other, ...unhide(other)]) hide(hidden, point);
    }
    members.splice(place(point), 0, point);
    return true;
  };

  const remove = (point: Point<T>): boolean => {
    const above = better.get(point);
    if (above !== undefined) {
      better.delete(point);
      behind.get(above)?.delete(point);
      return false;
    }
    drop(point);
    for (const hidden of unhide(point)) {
      better.delete(hidden);
      add(hidden);
    }
    return true;
  };

  return { add, remove, values: () => members.map(({ value }) => value) };
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? Infinity;
    if (x > y) return false;
    if (x < y) better = true;
  }
  return better;
}
