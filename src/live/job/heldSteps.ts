import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { endpointOf, groupOf } from './matchSteps.js';
import type { StepEntry, StepTable } from './stepTable.js';

/** A list that shows steps which aren't known. */
export interface ListOfNew {
  readonly table: Pick<StepTable, 'removedAt'>;
  /** The known steps that it lacks. */
  readonly gone: readonly StepEntry[];
  readonly moved: boolean;
  readonly pageCount: number;
  /** Indices of the rows without an endpoint that may be repetitions. */
  readonly repeated: ReadonlySet<number>;
  /** Whether what is known since this moment is older than replicas of the service lag. */
  readonly isOld: (since: number) => boolean;
}

/** The new steps that one list after the other shows: which are added, and which wait for the next list. */
export interface HeldSteps {
  /** Begins with a list. Returns whether a new step of it is held back until the next list shows it again. */
  readonly next: (list: ListOfNew) => (step: Step, index: number) => boolean;
  /** Number of steps that the last list showed and that are held back. */
  readonly size: () => number;
  /** A list that didn't move was applied: further steps without an endpoint need a second list. */
  readonly begin: () => void;
}

/**
 * Makes the register of held steps. A new endpoint is added at once, unless its step was removed: then it takes a
 * second list, and as long as replicas lag. One more step without an endpoint is added at once in the first list,
 * or by a list of one page that lacks no step like it, and else by the second list in a row.
 */
export function heldSteps(hasBegun: boolean): HeldSteps {
  let hasList = hasBegun;
  /** Number of steps that are held back, by endpoint or group. */
  let held = new Map<string, number>();

  return {
    next: ({ table, gone, moved, pageCount, repeated, isOld }) => {
      const before = held;
      const holding = (held = new Map<string, number>());
      const lacking = new Set(gone.map(({ step }) => groupOf(step)));
      const justEnded = new Set(
        gone
          .filter(one => one.endpoint === undefined && isTerminal(one.step.Status) && !isOld(one.changedAt))
          .map(({ step }) => groupOf(step)),
      );

      function isCertain(step: Step, index: number): boolean {
        const endpoint = endpointOf(step);
        if (endpoint !== undefined) return table.removedAt(endpoint) === undefined;
        if (!hasList) return !repeated.has(index);
        return pageCount === 1 && !lacking.has(groupOf(step));
      }

      /** Whether a replica that is behind may show what was removed, or what has ended, as it was before. */
      function isBack(step: Step): boolean {
        const endpoint = endpointOf(step);
        return endpoint === undefined
          ? justEnded.has(groupOf(step)) && !isTerminal(step.Status)
          : !isOld(table.removedAt(endpoint) ?? -Infinity);
      }

      return (step, index) => {
        if (isCertain(step, index)) return false;
        const id = endpointOf(step) ?? groupOf(step);
        const left = before.get(id) ?? 0;
        if (left > 0 && !isBack(step) && !(moved && endpointOf(step) === undefined)) {
          before.set(id, left - 1);
          return false;
        }
        holding.set(id, (holding.get(id) ?? 0) + 1);
        return true;
      };
    },
    size: () => held.size,
    begin: () => {
      hasList = true;
    },
  };
}
