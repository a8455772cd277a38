import { lowerBound } from '../../core/lowerBound.js';
import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';
import type { EligibilityCheck, ExcludedStep } from './eligibilityCheck.js';
import type { Candidate } from './order.js';
import type { Ranking } from './ranking.js';
import type { ReadOrder } from './readOrder.js';

interface Entry {
  readonly step: Step;
  readonly sequence: number;
  /** Absent for an excluded step. */
  readonly view?: Candidate;
  readonly excluded?: ExcludedStep;
}

/** Ranks the steps of a watch, which are added, updated and removed. */
export interface WatchRank {
  readonly change: (event: StepEvent) => void;
  /** Returns the ranking if it differs from the one returned last. */
  readonly changed: () => Ranking | undefined;
}

/** Keeps all steps of a watch sorted, so that a change costs a binary search and a shift. */
export function rankWatch({ view, compare }: ReadOrder, check: EligibilityCheck, top: number): WatchRank {
  const entries = stepRegistry<Entry>();
  const sorted: Entry[] = [];
  let dirty = false;
  let last: Ranking = { ranked: [], excluded: [] };

  const order = (a: Entry, b: Entry): number =>
    (a.view && b.view ? compare(a.view, b.view) : 0) || a.sequence - b.sequence;
  const indexOf = (entry: Entry): number => lowerBound(sorted, other => order(other, entry) < 0);
  const entryOf = (step: Step, sequence: number): Entry => {
    const excluded = check(step);
    return excluded === undefined ? { step, sequence, view: view(step) } : { step, sequence, excluded };
  };

  return {
    change: event => {
      const { before, after } = entries.apply(event, entryOf);
      if (before?.view) sorted.splice(indexOf(before), 1);
      if (after?.view) sorted.splice(indexOf(after), 0, after);
      dirty = true;
    },
    changed: () => {
      if (!dirty) return undefined;
      dirty = false;
      const ranked = sorted.slice(0, top === Infinity ? undefined : top).map(({ step }) => step);
      const excluded = [...entries.values()].flatMap(one => one.excluded ?? []);
      const same = sameItems(ranked, last.ranked) && sameItems(stepsOf(excluded), stepsOf(last.excluded));
      if (same) return undefined;
      last = { ranked, excluded };
      return last;
    },
  };
}

const stepsOf = (excluded: readonly ExcludedStep[]): readonly Step[] => excluded.map(({ step }) => step);

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
