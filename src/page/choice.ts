import type { Step } from '../core/step.js';
import { runningParetoFront } from '../operators/ranking/runningParetoFront.js';
import type { ExcludedStep } from '../operators/ranking/eligibilityCheck.js';
import { metricOf, usable } from '../operators/ranking/metric.js';
import { monthlyCostAt, type MonthlyOrder } from '../operators/monthlyCostAt.js';
import { ascending } from '../operators/ranking/order.js';
import { rankBy } from '../operators/rankBy.js';
import { resultOf } from './resultOf.js';
import { boundsOf, type Criteria } from './criteria.js';
import { perMillion } from '../words/money.js';

/** The steps under the reader's criteria. */
export interface Choice {
  /** Those that keep to the criteria, the best first: the first one is the pick. */
  readonly ranked: readonly Step[];
  /** All others, and why. */
  readonly excluded: readonly ExcludedStep[];
  /** Of the ranked, those that no other beats on both cost and latency; the cheapest first. */
  readonly front: readonly Step[];
  /** The figures behind the order, where there is traffic to be served. */
  readonly monthly: MonthlyOrder | undefined;
  /** What cost means here: US dollars a month under the traffic, or for a million inferences. */
  readonly costOf: (step: Step) => number | undefined;
}

const perInference = ascending('CostPerInference');

/** Chooses: the cheapest month under the traffic, or without traffic the cheapest inference. */
export function choose(steps: readonly Step[], criteria: Criteria): Choice {
  const { requestsPerMinute } = criteria;
  const monthly = requestsPerMinute === undefined ? undefined : monthlyCostAt({ requestsPerMinute });
  const costOf = (step: Step): number | undefined =>
    monthly === undefined ? perMillion(metricOf(step, 'CostPerInference')) : monthly.of(step)?.costPerMonth;
  const ranking = resultOf(steps, rankBy(monthly ?? perInference, { bounds: boundsOf(criteria) }));
  const ranked = ranking?.ranked ?? [];
  return { ranked, excluded: ranking?.excluded ?? [], front: frontOf(ranked, costOf), monthly, costOf };
}

function frontOf(ranked: readonly Step[], costOf: Choice['costOf']): readonly Step[] {
  const best = runningParetoFront<Step>({ appendOnly: true });
  for (const [turn, step] of ranked.entries()) {
    const [cost, latency] = [costOf(step), metricOf(step, 'ModelLatency')];
    if (usable(cost) && usable(latency)) best.add({ value: step, at: [cost, latency], sequence: turn });
  }
  return best.values();
}
