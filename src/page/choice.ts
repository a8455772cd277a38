import type { Step } from '../core/step.js';
import { metricOf } from '../operators/ranking/metric.js';
import { monthlyCostAt, type MonthlyOrder } from '../operators/monthlyCostAt.js';
import { ascending } from '../operators/ranking/order.js';
import { thenQuickest } from '../operators/ranking/thenQuickest.js';
import { rankBy } from '../operators/rankBy.js';
import type { Chosen } from './chosen.js';
import type { DeploymentChoice } from './deploymentChoice.js';
import { frontOf, type PlaceOf } from './front.js';
import { resultOf } from './resultOf.js';
import { boundsOf, type Criteria } from './criteria.js';
import { perMillion } from '../words/money.js';

/** The load tests of a classic job under the reader's criteria; the front is that of cost and latency. */
export interface TestChoice extends Chosen {
  readonly kind: 'classic';
  /** The figures behind the order, where there is traffic to be served. */
  readonly monthly: MonthlyOrder | undefined;
  /** What cost means here: US dollars a month under the traffic, or for a million inferences. */
  readonly costOf: (step: Step) => number | undefined;
}

/** What is chosen, of either generation. */
export type Choice = TestChoice | DeploymentChoice;

const perInference = ascending('CostPerInference');

/** Chooses: the cheapest month under the traffic, or without traffic the cheapest inference; of equal ones the quickest. */
export function choose(steps: readonly Step[], criteria: Criteria): TestChoice {
  const { requestsPerMinute } = criteria;
  const monthly = requestsPerMinute === undefined ? undefined : monthlyCostAt({ requestsPerMinute });
  const costOf = (step: Step): number | undefined =>
    monthly === undefined ? perMillion(metricOf(step, 'CostPerInference')) : monthly.of(step)?.costPerMonth;
  const ranking = resultOf(
    steps,
    rankBy(thenQuickest(monthly ?? perInference), { bounds: boundsOf(criteria) }),
  );
  const ranked = ranking?.ranked ?? [];
  const placeOf: PlaceOf = step => [metricOf(step, 'ModelLatency'), costOf(step)];
  return {
    ...{ kind: 'classic', monthly, costOf },
    ...{ ranked, excluded: ranking?.excluded ?? [], front: frontOf(ranked, placeOf, 'less'), placeOf },
  };
}
