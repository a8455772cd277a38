import { lowerBound } from '../../core/lowerBound.js';

/** The figures of some points, sorted by the first axis; the smaller the better. */
export interface Columns {
  readonly put: (index: number, at: readonly number[]) => void;
  readonly drop: (index: number) => void;
  /** The first point that is better: on every axis at least as good, and on one better; -1 if there is none. */
  readonly better: (at: readonly number[]) => number;
  /** All points that are worse. */
  readonly worse: (at: readonly number[]) => readonly number[];
}

/**
 * Keeps a list for each axis. A front of thousands is gone through for each new point, and going through a
 * list of numbers is several times as quick as going through points that lie anywhere.
 */
export function columns(): Columns {
  const axes: number[][] = [];
  const axis = (k: number): number[] => (axes[k] ??= []);

  /** Where a point stands to another one: at least as good as it, at least as bad, or neither. */
  const noWorse = (index: number, at: readonly number[], sign: 1 | -1): boolean => {
    for (let k = 1; k < at.length; k++) if (sign * ((axes[k]?.[index] ?? 0) - (at[k] ?? 0)) > 0) return false;
    return true;
  };
  const same = (index: number, at: readonly number[]): boolean =>
    at.every((figure, k) => axes[k]?.[index] === figure);

  return {
    put: (index, at) => {
      at.forEach((figure, k) => axis(k).splice(index, 0, figure));
    },
    drop: index => {
      for (const figures of axes) figures.splice(index, 1);
    },
    // Sorted by the first axis: only those before can be better, only those behind can be worse.
    better: at => {
      const end = lowerBound(axis(0), figure => figure <= (at[0] ?? 0));
      for (let i = 0; i < end; i++) if (noWorse(i, at, 1) && !same(i, at)) return i;
      return -1;
    },
    worse: at => {
      const found: number[] = [];
      const start = lowerBound(axis(0), figure => figure < (at[0] ?? 0));
      for (let i = start; i < axis(0).length; i++) if (noWorse(i, at, -1) && !same(i, at)) found.push(i);
      return found;
    },
  };
}
