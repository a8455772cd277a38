import type { Step } from '../../core/step.js';
import { lowerBound } from '../../core/lowerBound.js';

/** Steps in the order of their turns. */
export interface StepsByTurn {
  readonly size: () => number;
  /** The turn of the first step; `Infinity` where there is none. */
  readonly first: () => number;
  /** Puts a step at its turn, in place of the one that has this turn. */
  readonly put: (turn: number, step: Step) => void;
  readonly delete: (turn: number) => void;
  /** The steps as they are now; they are copied when they are asked for, and only once. */
  readonly snapshot: () => () => readonly Step[];
}

/**
 * Steps in the order of their turns, of which a snapshot costs nothing until somebody looks at it: the last
 * step is added behind what snapshots hold, and any other change makes a new array.
 */
export function stepsByTurn(): StepsByTurn {
  const turns: number[] = [];
  let steps: Step[] = [];
  return {
    size: () => turns.length,
    first: () => turns[0] ?? Infinity,
    put: (turn, step) => {
      // Nearly every step comes last.
      if (turn > (turns.at(-1) ?? -Infinity)) {
        turns.push(turn);
        steps.push(step);
        return;
      }
      const at = lowerBound(turns, other => other < turn);
      if (turns[at] === turn) {
        steps = steps.with(at, step);
      } else {
        turns.splice(at, 0, turn);
        steps = steps.toSpliced(at, 0, step);
      }
    },
    delete: turn => {
      const at = lowerBound(turns, other => other < turn);
      if (turns[at] !== turn) return;
      turns.splice(at, 1);
      steps = steps.toSpliced(at, 1);
    },
    snapshot: () => {
      const held = steps;
      const size = steps.length;
      let copy: readonly Step[] | undefined;
      return () => (copy ??= held.slice(0, size));
    },
  };
}
