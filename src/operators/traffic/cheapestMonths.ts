import type { Step } from '../../core/step.js';
import { monthlyCostAt, type MonthlyCost, type MonthlyOrder } from '../monthlyCostAt.js';
import type { Ranking } from '../ranking/ranking.js';
import { thenQuickest } from '../ranking/thenQuickest.js';

/** Traffics that answers without a traffic are given for, in requests a minute. */
export const TRAFFICS: readonly number[] = [100, 1_000, 10_000];

/** The load test that costs least a month at a traffic. */
export interface CheapestMonth {
  readonly requestsPerMinute: number;
  readonly step: Step;
  readonly cost: MonthlyCost;
  /** What any load test costs a month at this traffic; undefined where it lacks what that needs. */
  readonly of: MonthlyOrder['of'];
}

/**
 * Finds what costs least a month at each traffic among the load tests of a ranking by another figure: those that it ranks,
 * and those that it leaves out only because they lack that figure. Of equal months the one with the lower latency is
 * named, and of those the earlier one.
 *
 * Recommendations have no price here, and are left out. Nothing where no load test has what a month's cost needs.
 */
export function cheapestMonths(
  { ranked, excluded }: Ranking,
  traffics: readonly number[] = TRAFFICS,
): readonly CheapestMonth[] {
  const unmeasured = excluded.filter(({ reasons }) => reasons.every(({ kind }) => kind === 'metric'));
  const tests = [...ranked, ...unmeasured.map(({ step }) => step)];
  return traffics.flatMap(requestsPerMinute => {
    const { of, ...order } = monthlyCostAt({ requestsPerMinute });
    const { compare } = thenQuickest(order);
    const first = tests
      .filter(step => of(step) !== undefined)
      .reduce<Step | undefined>((best, step) => (best && compare(best, step) <= 0 ? best : step), undefined);
    const cost = first && of(first);
    return first && cost ? [{ requestsPerMinute, step: first, cost, of }] : [];
  });
}
