import { endpointKind } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { ascending } from '../../operators/ranking/order.js';
import { fixed } from '../../words/numbers.js';
import { stepLabel } from '../../core/stepLabel.js';
import { amount, perMillion } from '../../words/money.js';
import type { MonthlyRanking } from './rankingCriterion.js';
import type { BestDecision } from './bestDecision.js';

const COST = ascending('CostPerInference');

/** Where the money goes, and what the cheapest per inference would cost. */
export function monthlyLines({ ranked }: BestDecision, monthly: MonthlyRanking): readonly string[] {
  const steps = ranked.map(({ step }) => step);
  const [pick] = steps;
  if (pick === undefined) return [];
  const cheapest = steps
    .filter(step => COST.missing(step).length === 0)
    .reduce(
      (best: Step | undefined, step) => (best && COST.compare(best, step) <= 0 ? best : step),
      undefined,
    );
  return [
    'Where the money goes:',
    `  ${billOf(pick, monthly)}`,
    `  ${spareOf(pick, monthly)}`,
    cheapest === undefined || cheapest === pick
      ? '  It is the cheapest per inference, too'
      : `  The cheapest per inference costs $${amount(monthly.of(cheapest)?.costPerMonth)} a month: ${stepLabel(cheapest)}`,
  ];
}

function billOf(step: Step, { of, traffic }: MonthlyRanking): string {
  const { instances = NaN, costPerMonth = NaN } = of(step) ?? {};
  const hours = String(traffic.hoursPerMonth);
  const product =
    endpointKind(step) === 'serverless'
      ? `${String(traffic.requestsPerMinute)} requests x 60 minutes x ${hours} hours at ` +
        `$${amount(perMillion(metricOf(step, 'CostPerInference')))} a million`
      : `${String(instances)} x $${fixed(metricOf(step, 'CostPerHour'), 3)} an hour x ${hours} hours`;
  return `${product} = $${amount(costPerMonth)}`;
}

function spareOf(step: Step, { of, traffic: { requestsPerMinute, headroom } }: MonthlyRanking): string {
  const { spareInvocationsPerMinute: spare = NaN } = of(step) ?? {};
  const all = spare + requestsPerMinute;
  const kept = fixed(headroom * requestsPerMinute, 0);
  return (
    `${spare.toFixed(0)} of ${fixed(all, 0)} invocations a minute are spare: ` +
    `${((spare / all) * 100).toFixed(1)}%${headroom === 0 ? '' : `, ${kept} of them for the headroom`}`
  );
}
