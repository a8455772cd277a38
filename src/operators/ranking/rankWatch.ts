import type { StepEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import type { EligibilityCheck, ExcludedStep } from './eligibilityCheck.js';
import type { Candidate } from './order.js';
import { lowerBound } from '../../core/lowerBound.js';
import type { Ranking } from './ranking.js';
import type { ReadOrder } from './readOrder.js';
import { stepId } from '../base/stepId.js';

interface Entry {
  readonly step: Step;
  /** When its key first came. */
  readonly turn: number;
  /** Absent for a step that is left out. */
  readonly view?: Candidate;
  readonly left?: ExcludedStep;
}

/** Ranks the steps of a watch: they come, change and go. */
export interface WatchRank {
  readonly change: (event: StepEvent) => void;
  /** The ranking, if it has changed since it was asked for last. */
  readonly changed: () => Ranking | undefined;
}

/** Keeps all steps of a watch sorted, so that a change costs a search and a shift. */
export function rankWatch({ view, compare }: ReadOrder, judge: EligibilityCheck, top: number): WatchRank {
  const entries = new Map<string, Entry>();
  const sorted: Entry[] = [];
  const order = (a: Entry, b: Entry): number =>
    (a.view && b.view ? compare(a.view, b.view) : 0) || a.turn - b.turn;
  let turns = 0;
  let dirty = false;
  let told: Ranking = { ranked: [], excluded: [] };

  const place = (entry: Entry): number => lowerBound(sorted, other => order(other, entry) < 0);
  const entryOf = (step: Step, turn: number): Entry => {
    const left = judge(step);
    return left === undefined ? { step, turn, view: view(step) } : { step, turn, left };
  };

  return {
    change: ({ jobName, key, step, change }) => {
      const id = stepId({ jobName, key });
      const before = entries.get(id);
      if (before?.view) sorted.splice(place(before), 1);
      if (change === 'removed') entries.delete(id);
      else {
        const entry = entryOf(step, before?.turn ?? turns++);
        if (entry.view) sorted.splice(place(entry), 0, entry);
        // An update stays at its place in the map: the order of the map is that of the turns.
        entries.set(id, entry);
      }
      dirty = true;
    },
    changed: () => {
      if (!dirty) return undefined;
      dirty = false;
      const ranked = sorted.slice(0, top === Infinity ? undefined : top).map(({ step }) => step);
      const excluded = [...entries.values()].flatMap(({ left }) => left ?? []);
      const same = sameItems(ranked, told.ranked) && sameItems(stepsOf(excluded), stepsOf(told.excluded));
      if (same) return undefined;
      told = { ranked, excluded };
      return told;
    },
  };
}

const stepsOf = (excluded: readonly ExcludedStep[]): readonly Step[] => excluded.map(({ step }) => step);

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
