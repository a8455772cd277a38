import { lowerBound } from '../../core/lowerBound.js';
import type { Step } from '../../core/step.js';
import type { EligibilityCheck, ExcludedStep } from './eligibilityCheck.js';
import type { Candidate } from './order.js';
import type { Ranking } from './ranking.js';
import type { ReadOrder } from './readOrder.js';

interface Entry {
  readonly step: Step;
  readonly view: Candidate;
}

/** Ranks the steps of a listing, which never change. */
export interface ListingRank {
  readonly step: (step: Step) => void;
  /** Returns the ranking if it differs from the one returned last. */
  readonly changed: () => Ranking | undefined;
}

/**
 * Both lists only grow, so that a ranking needs no copy of them: it remembers how long they were, and
 * sorts when `ranked` is first read. With a `top`, the best are kept sorted, and the others are forgotten.
 */
export function rankListing({ view, compare }: ReadOrder, check: EligibilityCheck, top: number): ListingRank {
  const entries: Entry[] = [];
  const excluded: ExcludedStep[] = [];
  let dirty = false;
  const order = (a: Entry, b: Entry): number => compare(a.view, b.view);

  const add = (entry: Entry): boolean => {
    if (top === Infinity) return entries.push(entry) > 0;
    // Behind its equals, which are earlier.
    const index = lowerBound(entries, other => order(other, entry) <= 0);
    if (index >= top) return false;
    entries.splice(index, 0, entry);
    entries.length = Math.min(entries.length, top);
    return true;
  };

  return {
    step: step => {
      const exclusion = check(step);
      if (exclusion !== undefined) dirty = excluded.push(exclusion) > 0;
      else if (add({ step, view: view(step) })) dirty = true;
    },
    changed: () => {
      if (!dirty) return undefined;
      dirty = false;
      const [rankedLength, excludedLength] = [entries.length, excluded.length];
      const best = top === Infinity ? undefined : stepsOf(entries);
      let rankedNow: readonly Step[] | undefined;
      let excludedNow: readonly ExcludedStep[] | undefined;
      return {
        get ranked() {
          return (rankedNow ??= best ?? stepsOf(entries.slice(0, rankedLength).sort(order)));
        },
        get excluded() {
          return (excludedNow ??= excluded.slice(0, excludedLength));
        },
      };
    },
  };
}

const stepsOf = (entries: readonly Entry[]): readonly Step[] => entries.map(({ step }) => step);
