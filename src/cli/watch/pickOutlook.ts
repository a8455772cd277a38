import type { Step } from '../../core/step.js';
import { cheapestMonths, type CheapestMonth } from '../../operators/traffic/cheapestMonths.js';
import { percentBetween, tieReason } from '../../words/ties.js';
import { percentOf } from '../tables/percentOf.js';
import type { WatchCriterion } from './watchCriterion.js';

/** What there is to say of the best beside its figures. */
export interface PickOutlook {
  /** The next one, where its cost looks the same, and why it isn't the best. */
  readonly alike?: { readonly step: Step; readonly reason: string } | undefined;
  /** What costs least a month at some traffics, where no traffic was given. */
  readonly months: readonly CheapestMonth[];
}

const NOTHING: PickOutlook = { months: [] };

/** The outlook of the steps that may be the best, given the best of them; nothing where it doesn't go by cost. */
export function pickOutlook(
  steps: readonly Step[],
  best: Step | undefined,
  { order: { compare, missing }, cost }: WatchCriterion,
): PickOutlook {
  if (cost === undefined) return NOTHING;
  const next = steps
    .filter(step => step !== best && missing(step).length === 0)
    .reduce<Step | undefined>(
      (first, step) => (first && compare(first, step) <= 0 ? first : step),
      undefined,
    );
  const reason = best && next && tieReason(best, next, cost);
  return {
    months: cost.per === 'a month' ? [] : cheapestMonths({ ranked: steps, excluded: [] }),
    ...(next && reason !== undefined && { alike: { step: next, reason } }),
  };
}

/** Why a step is the best in place of another one: `0.3% cheaper than ml.c7g.xlarge`; undefined where costs don't say. */
export function flipText(
  best: Step,
  before: Step,
  { cost }: WatchCriterion,
  nameOf: (step: Step) => string,
): string | undefined {
  const [figure, earlier] = [cost?.figureOf(best), cost?.figureOf(before)];
  if (figure === undefined || earlier === undefined || !(figure <= earlier)) return undefined;
  return figure < earlier
    ? `${percentOf(percentBetween(earlier, figure))} cheaper than ${nameOf(before)}`
    : `as cheap as ${nameOf(before)}, and quicker`;
}
