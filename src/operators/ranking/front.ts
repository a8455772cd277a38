import { columns } from './columns.js';
import { lowerBound } from '../../core/lowerBound.js';

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
  const values: T[] = [];
  const figures = columns();
  const behind = new Map<Point<T>, Set<Point<T>>>();
  const better = new Map<Point<T>, Point<T>>();

  const place = (point: Point<T>): number =>
    lowerBound(
      members,
      ({ at, turn }) => first(at) < first(point.at) || (first(at) === first(point.at) && turn < point.turn),
    );
  const put = (point: Point<T>): void => {
    const index = place(point);
    members.splice(index, 0, point);
    values.splice(index, 0, point.value);
    figures.put(index, point.at);
  };
  // Two points may stand at one place for a moment: a step that was measured again, and what it was.
  const drop = (point: Point<T>): void => {
    const index = members.indexOf(point, place(point));
    members.splice(index, 1);
    values.splice(index, 1);
    figures.drop(index);
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
    const above = members[figures.better(point.at)];
    if (above !== undefined) {
      hide(point, above);
      return false;
    }
    for (const other of figures.worse(point.at).flatMap(index => members[index] ?? [])) {
      drop(other);
      for (const hidden of [other, ...unhide(other)]) hide(hidden, point);
    }
    put(point);
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

  return { add, remove, values: () => values.slice() };
}

const first = (at: readonly number[]): number => at[0] ?? 0;
