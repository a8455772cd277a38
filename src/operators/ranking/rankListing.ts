import type { Step } from '../../core/step.js';
import type { EligibilityCheck, ExcludedStep } from './eligibilityCheck.js';
import type { Candidate } from './order.js';
import type { Ranking } from './ranking.js';
import { lowerBound } from '../../core/lowerBound.js';
import type { ReadOrder } from './readOrder.js';

interface Entry {
  readonly step: Step;
  readonly view: Candidate;
}

/** Ranks the steps of a listing: what has come stays as it is. */
export interface ListingRank {
  readonly step: (step: Step) => void;
  /** The ranking, if it has changed since it was asked for last. */
  readonly changed: () => Ranking | undefined;
}

/**
 * Both lists only grow, so that a ranking needs no copy of them: it remembers how long they were, and
 * sorts when somebody looks. With a `top`, the best are kept sorted, and the others are forgotten.
 */
export function rankListing({ view, compare }: ReadOrder, judge: EligibilityCheck, top: number): ListingRank {
  const entries: Entry[] = [];
  const excluded: ExcludedStep[] = [];
  let dirty = false;
  const order = (a: Entry, b: Entry): number => compare(a.view, b.view);

  const add = (entry: Entry): boolean => {
    if (top === Infinity) return entries.push(entry) > 0;
    // Behind its equals: they came first.
    const place = lowerBound(entries, other => order(other, entry) <= 0);
    if (place >= top) return false;
    entries.splice(place, 0, entry);
    entries.length = Math.min(entries.length, top);
    return true;
  };

  return {
    step: step => {
      const left = judge(step);
      if (left !== undefined) dirty = excluded.push(left) > 0;
      else if (add({ step, view: view(step) })) dirty = true;
    },
    changed: () => {
      if (!dirty) return undefined;
      dirty = false;
      const [rankedLength, leftLength] = [entries.length, excluded.length];
      const kept = top === Infinity ? undefined : stepsOf(entries);
      let ranked: readonly Step[] | undefined;
      let left: readonly ExcludedStep[] | undefined;
      return {
        get ranked() {
          return (ranked ??= kept ?? stepsOf(entries.slice(0, rankedLength).sort(order)));
        },
        get excluded() {
          return (left ??= excluded.slice(0, leftLength));
        },
      };
    },
  };
}

const stepsOf = (entries: readonly Entry[]): readonly Step[] => entries.map(({ step }) => step);
