import { lowerBound } from '../../core/lowerBound.js';

/** Which of some points dominate a point, and which it dominates. Points are sorted by the first axis; smaller is better. */
export interface Dominance {
  readonly insert: (index: number, at: readonly number[]) => void;
  readonly delete: (index: number) => void;
  /** The index of the first point that dominates this one; -1 if there is none. */
  readonly firstDominator: (at: readonly number[]) => number;
  /** The indexes of all points that this one dominates. */
  readonly allDominated: (at: readonly number[]) => readonly number[];
}

/**
 * Keeps an array of numbers for each axis (a structure of arrays). A front of thousands of points is
 * scanned for each new one, and scanning arrays of numbers is several times as quick as scanning objects.
 */
export function dominance(): Dominance {
  const axes: number[][] = [];
  const axis = (k: number): number[] => (axes[k] ??= []);

  /** Whether `holds` for the stored figure and the given one, on all axes but the first. */
  const onOtherAxes = (
    index: number,
    at: readonly number[],
    holds: (stored: number, given: number) => boolean,
  ): boolean => {
    for (let k = 1; k < at.length; k++) if (!holds(axes[k]?.[index] ?? 0, at[k] ?? 0)) return false;
    return true;
  };
  const same = (index: number, at: readonly number[]): boolean =>
    at.every((figure, k) => axes[k]?.[index] === figure);

  return {
    insert: (index, at) => {
      at.forEach((figure, k) => axis(k).splice(index, 0, figure));
    },
    delete: index => {
      for (const figures of axes) figures.splice(index, 1);
    },
    // Sorted by the first axis: only those before can be better, only those behind can be worse.
    firstDominator: at => {
      const end = lowerBound(axis(0), figure => figure <= (at[0] ?? 0));
      for (let i = 0; i < end; i++) if (onOtherAxes(i, at, atMost) && !same(i, at)) return i;
      return -1;
    },
    allDominated: at => {
      const found: number[] = [];
      const start = lowerBound(axis(0), figure => figure < (at[0] ?? 0));
      for (let i = start; i < axis(0).length; i++)
        if (onOtherAxes(i, at, atLeast) && !same(i, at)) found.push(i);
      return found;
    },
  };
}

const atMost = (stored: number, given: number): boolean => stored <= given;
const atLeast = (stored: number, given: number): boolean => stored >= given;
