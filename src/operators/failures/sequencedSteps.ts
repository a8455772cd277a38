import { lowerBound } from '../../core/lowerBound.js';
import type { Step } from '../../core/step.js';

/** Steps sorted by sequence number. */
export interface SequencedSteps {
  readonly size: () => number;
  /** The lowest sequence number; `Infinity` where there is no step. */
  readonly first: () => number;
  /** Puts a step under its sequence number, in place of the one that has this number. */
  readonly put: (sequence: number, step: Step) => void;
  readonly delete: (sequence: number) => void;
  /** Freezes the present state: the function returned copies these steps at its first call. */
  readonly snapshot: () => () => readonly Step[];
}

/**
 * Makes an empty list, of which a snapshot costs nothing until it is read (copy-on-write): a step at the
 * end is appended behind what snapshots hold, and any other change makes a new array.
 */
export function sequencedSteps(): SequencedSteps {
  const sequences: number[] = [];
  let steps: Step[] = [];
  const indexOf = (sequence: number): number => lowerBound(sequences, other => other < sequence);
  return {
    size: () => sequences.length,
    first: () => sequences[0] ?? Infinity,
    put: (sequence, step) => {
      // Nearly every step belongs at the end.
      if (sequence > (sequences.at(-1) ?? -Infinity)) {
        sequences.push(sequence);
        steps.push(step);
        return;
      }
      const index = indexOf(sequence);
      if (sequences[index] === sequence) {
        steps = steps.with(index, step);
      } else {
        sequences.splice(index, 0, sequence);
        steps = steps.toSpliced(index, 0, step);
      }
    },
    delete: sequence => {
      const index = indexOf(sequence);
      if (sequences[index] !== sequence) return;
      sequences.splice(index, 1);
      steps = steps.toSpliced(index, 1);
    },
    snapshot: () => {
      const held = steps;
      const size = steps.length;
      let copy: readonly Step[] | undefined;
      return () => (copy ??= held.slice(0, size));
    },
  };
}
