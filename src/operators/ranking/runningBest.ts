import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';
import type { Candidate } from './order.js';
import type { ReadOrder } from './readOrder.js';

/** Keeps the best of the steps that it receives. */
export interface RunningBest {
  /** A step of a listing, which never changes: only the best one is remembered. */
  readonly step: (step: Step) => void;
  /** A step of a watch: every eligible step is remembered, as the best one can get worse or be removed. */
  readonly change: (event: StepEvent) => void;
}

interface Entry {
  readonly step: Step;
  readonly view: Candidate;
  readonly sequence: number;
}

/**
 * Finds the best step so far among the eligible ones. Calls `onBest` each time that it changes, with
 * `undefined` when there is none any more. Of equal steps the earlier one stays.
 */
export function runningBest(
  { view, compare, missing }: ReadOrder,
  isEligible: (step: Step) => boolean,
  onBest: (best: Step | undefined) => void,
): RunningBest {
  const entries = stepRegistry<Entry>();
  let best: Entry | undefined;

  const entryOf = (step: Step, sequence: number): Entry | undefined =>
    isEligible(step) && missing(step).length === 0 ? { step, view: view(step), sequence } : undefined;
  const isBetter = (a: Entry, b: Entry | undefined): boolean => {
    if (b === undefined) return true;
    const compared = compare(a.view, b.view);
    return compared < 0 || (compared === 0 && a.sequence < b.sequence);
  };
  const setBest = (next: Entry | undefined): void => {
    const changed = next?.step !== best?.step;
    best = next;
    if (changed) onBest(next?.step);
  };
  const bestOfAll = (): Entry | undefined => {
    let found: Entry | undefined;
    for (const entry of entries.values()) if (isBetter(entry, found)) found = entry;
    return found;
  };

  return {
    step: step => {
      const entry = entryOf(step, entries.nextSequence());
      if (entry !== undefined && isBetter(entry, best)) setBest(entry);
    },
    change: event => {
      const { before, after } = entries.apply(event, entryOf);
      if (before === undefined || before !== best) {
        if (after !== undefined && isBetter(after, best)) setBest(after);
      } else if (after !== undefined && compare(after.view, before.view) <= 0) setBest(after);
      else setBest(bestOfAll());
    },
  };
}
