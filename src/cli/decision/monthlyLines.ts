import { endpointKind, instanceCount } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { costOrder } from '../../operators/costOrder.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import { hourlyPrice, type PricePerHour } from '../../operators/ranking/prices.js';
import { counted } from '../../core/counted.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import { MAX_CONCURRENCY, type ServerlessNeed } from '../../operators/ranking/serverlessNeed.js';
import { fixed } from '../../words/numbers.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { amount, perMillion } from '../../words/money.js';
import type { MonthlyRanking } from './rankingCriterion.js';
import type { BestDecision } from './bestDecision.js';

/** Where the money goes, and what the cheapest per inference, or per million tokens, would cost. */
export function monthlyLines(
  { ranked }: BestDecision,
  monthly: MonthlyRanking,
  pricePerHour?: PricePerHour,
): readonly string[] {
  const steps = ranked.map(({ step }) => step);
  const [pick] = steps;
  if (pick === undefined) return [];
  const cost = costOrder({ pricePerHour });
  const cheapest = steps
    .filter(step => cost.missing(step).length === 0)
    .reduce(
      (best: Step | undefined, step) => (best && cost.compare(best, step) <= 0 ? best : step),
      undefined,
    );
  const what = isRecommendation(pick) ? 'per million tokens' : 'per inference';
  return [
    'Where the money goes:',
    `  ${isRecommendation(pick) ? deploymentBill(pick, monthly, pricePerHour) : billOf(pick, monthly)}`,
    ...(isRecommendation(pick) ? deploymentOf(pick) : scalingOf(pick, monthly)).map(line => `  ${line}`),
    `  ${spareOf(pick, monthly)}`,
    cheapest === undefined || cheapest === pick
      ? `  It is the cheapest ${what}, too`
      : `  The cheapest ${what} costs $${amount(monthly.of(cheapest)?.costPerMonth)} a month: ${oneLine(stepLabel(cheapest))}`,
  ];
}

function deploymentBill(step: Step, { of, traffic }: MonthlyRanking, pricePerHour?: PricePerHour): string {
  const { deployments = NaN, costPerMonth = NaN } = of(step) ?? {};
  const price = fixed(hourlyPrice(step, pricePerHour), 3);
  return `${counted(deployments, 'deployment')} x $${price} an hour x ${String(traffic.hoursPerMonth)} hours = $${amount(costPerMonth)}`;
}

/** What one deployment takes, and under which load that was measured. */
function deploymentOf(step: Step): readonly string[] {
  const perSecond = figureReader('RequestThroughput').read(step);
  const inFlight = figureReader('ClientSideConcurrency').read(step);
  const load = inFlight === undefined ? '' : `, with ${String(inFlight)} in flight`;
  return [
    `A deployment takes ${fixed((perSecond ?? NaN) * 60, 0)} requests a minute, as its benchmark measured${load}`,
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
    `${spare.toFixed(0)} of ${fixed(all, 0)} ${isRecommendation(step) ? 'requests' : 'invocations'} a minute are spare: ` +
    `${((spare / all) * 100).toFixed(1)}%${headroom === 0 ? '' : `, ${kept} of them for the headroom`}`
  );
}
