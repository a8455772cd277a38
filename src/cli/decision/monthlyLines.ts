import { endpointKind, instanceCount } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { ascending } from '../../operators/ranking/order.js';
import { MAX_CONCURRENCY, type ServerlessNeed } from '../../operators/ranking/serverlessNeed.js';
import { fixed } from '../../words/numbers.js';
import { oneLine } from '../../words/oneLine.js';
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
    ...scalingOf(pick, monthly).map(line => `  ${line}`),
    `  ${spareOf(pick, monthly)}`,
    cheapest === undefined || cheapest === pick
      ? '  It is the cheapest per inference, too'
      : `  The cheapest per inference costs $${amount(monthly.of(cheapest)?.costPerMonth)} a month: ${oneLine(stepLabel(cheapest))}`,
  ];
}

function billOf(step: Step, { of, traffic }: MonthlyRanking): string {
  const { instances = NaN, costPerMonth = NaN } = of(step) ?? {};
  const hours = String(traffic.hoursPerMonth);
  const product =
    endpointKind(step) === 'serverless'
      ? `${String(traffic.requestsPerMinute)} requests x 60 minutes x ${hours} hours at ` +
        `$${amount(perMillion(metricOf(step, 'CostPerInference')))} a million`
      : `${String(instances)} x $${fixed(perInstance(step, 'CostPerHour'), 3)} an hour x ${hours} hours`;
  return `${product} = $${amount(costPerMonth)}`;
}

/** How the figures of what is needed follow from those of what was measured; none where that is the same. */
function scalingOf(step: Step, { of }: MonthlyRanking): readonly string[] {
  const { instances = 1, serverless } = of(step) ?? {};
  if (serverless !== undefined) return concurrencyOf(step, serverless);
  const measured = instanceCount(step);
  if (measured === 1 && instances === 1) return [];
  const most = fixed(perInstance(step, 'MaxInvocations'), 0);
  return [
    `An instance takes ${most} invocations a minute: measured on ${String(measured)}, assumed to scale linearly`,
  ];
}

function concurrencyOf(
  step: Step,
  { concurrency, endpoints, concurrencyPerEndpoint }: ServerlessNeed,
): readonly string[] {
  const tested = step.InferenceBenchmark?.EndpointConfiguration?.ServerlessConfig?.MaxConcurrency;
  if (concurrency === tested) return [];
  return [
    `MaxConcurrency ${String(concurrency)}: measured at ${String(tested)}, assumed to scale linearly`,
    ...(endpoints === 1
      ? []
      : [
          `One endpoint takes ${String(MAX_CONCURRENCY)} at most: ` +
            `${String(endpoints)} endpoints with ${String(concurrencyPerEndpoint)} each, and the requests spread over them`,
        ]),
  ];
}

/** A figure of all instances of a step, divided by their number. */
function perInstance(step: Step, metric: 'CostPerHour' | 'MaxInvocations'): number | undefined {
  const value = metricOf(step, metric);
  return value === undefined ? undefined : value / instanceCount(step);
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
