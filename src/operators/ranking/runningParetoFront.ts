import { lowerBound } from '../../core/lowerBound.js';
import { dominance } from './dominance.js';

/** A value with a figure on each axis, where smaller is better. */
export interface Point<T> {
  readonly value: T;
  readonly at: readonly number[];
  /** Counts up with the arrival of points: of equal points the lower one is first. */
  readonly sequence: number;
}

/**
 * A Pareto front: the points that no other point dominates. A point dominates another one where it is at
 * least as good on every axis and better on one.
 */
export interface RunningParetoFront<T> {
  /** Adds a point; returns false where the front is unchanged. */
  readonly add: (point: Point<T>) => boolean;
  /** Removes a point that was added; returns false where the front is unchanged. */
  readonly remove: (point: Point<T>) => boolean;
  /** The values of the front, by the first axis. */
  readonly values: () => readonly T[];
}

/**
 * Keeps a Pareto front. With `appendOnly`, where no point will be removed, dominated points are forgotten.
 * Otherwise each dominated point is kept under one that dominates it: when that one is removed, only the
 * points under it are compared again.
 */
export function runningParetoFront<T>({
  appendOnly,
}: {
  readonly appendOnly: boolean;
}): RunningParetoFront<T> {
  const members: Point<T>[] = [];
  const values: T[] = [];
  const figures = dominance();
  const dominatedBy = new Map<Point<T>, Set<Point<T>>>();
  const dominatorOf = new Map<Point<T>, Point<T>>();

  const indexOf = (point: Point<T>): number =>
    lowerBound(
      members,
      ({ at, sequence }) =>
        first(at) < first(point.at) || (first(at) === first(point.at) && sequence < point.sequence),
    );
  const insert = (point: Point<T>): void => {
    const index = indexOf(point);
    members.splice(index, 0, point);
    values.splice(index, 0, point.value);
    figures.insert(index, point.at);
  };
  // Two points can have one index for a moment: those of a step before and after it was measured again.
  const drop = (point: Point<T>): void => {
    const index = members.indexOf(point, indexOf(point));
    members.splice(index, 1);
    values.splice(index, 1);
    figures.delete(index);
  };

  const dominate = (point: Point<T>, dominator: Point<T>): void => {
    if (appendOnly) return;
    dominatorOf.set(point, dominator);
    const dominated = dominatedBy.get(dominator);
    if (dominated === undefined) dominatedBy.set(dominator, new Set([point]));
    else dominated.add(point);
  };
  const takeDominated = (point: Point<T>): readonly Point<T>[] => {
    const dominated = [...(dominatedBy.get(point) ?? [])];
    dominatedBy.delete(point);
    return dominated;
  };

  const add = (point: Point<T>): boolean => {
    const dominator = members[figures.firstDominator(point.at)];
    if (dominator !== undefined) {
      dominate(point, dominator);
      return false;
    }
    for (const other of figures.allDominated(point.at).flatMap(index => members[index] ?? [])) {
      drop(other);
      for (const dominated of [other, ...takeDominated(other)]) dominate(dominated, point);
    }
    insert(point);
    return true;
  };

  const remove = (point: Point<T>): boolean => {
    const dominator = dominatorOf.get(point);
    if (dominator !== undefined) {
      dominatorOf.delete(point);
      dominatedBy.get(dominator)?.delete(point);
      return false;
    }
    drop(point);
    for (const dominated of takeDominated(point)) {
      dominatorOf.delete(dominated);
      add(dominated);
    }
    return true;
  };

  return { add, remove, values: () => values.slice() };
}

const first = (at: readonly number[]): number => at[0] ?? 0;
