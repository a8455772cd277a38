import { checkOptions, finiteNumber, isFunction, positive, wholeNumber } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import { endpointKind, instanceCount } from '../core/instance.js';
import type { Step } from '../core/step.js';
import { isRecommendation } from '../core/recommendationStep.js';
import { figureReader } from './ranking/figureReader.js';
import { metricOf, unmeasured, type Metric } from './ranking/metric.js';
import type { Missing } from './ranking/missing.js';
import { apart } from './ranking/oneKind.js';
import { byNumber, type DeclaredOrder } from './ranking/order.js';
import { hourlyPrice, missingPrice, type PriceOptions } from './ranking/prices.js';
import { serverlessNeed, type ServerlessNeed } from './ranking/serverlessNeed.js';

/** The traffic that the endpoint has to serve, and the prices of recommendations. */
export interface Traffic extends PriceOptions {
  /** Peak traffic, in requests per minute. */
  readonly requestsPerMinute: number;
  /** Spare capacity, as a share of the traffic: 0.2 plans for 20 % more. Default 0. */
  readonly headroom?: number | undefined;
  /** Number of hours that the endpoint runs in a month. Default 730. */
  readonly hoursPerMonth?: number | undefined;
  /** Minimum number of instances, on however many a step was measured; with two or more the endpoint stays up when one fails. Default 1. */
  readonly minInstances?: number | undefined;
}

/** The monthly cost of a configuration under the traffic. */
export interface MonthlyCost {
  /** Number of instances needed; of a serverless endpoint, how many times its tested MaxConcurrency. */
  readonly instances: number;
  /** What that means for a serverless endpoint; absent for instances. */
  readonly serverless?: ServerlessNeed;
  /** Number of deployments, each on as many instances as the recommendation says; absent for load tests. */
  readonly deployments?: number;
  /** US dollars a month. */
  readonly costPerMonth: number;
  /** Capacity left over at the traffic, in invocations a minute: of a recommendation, in requests a minute. */
  readonly spareInvocationsPerMinute: number;
}

/** An order by monthly cost, the cheapest first, and the figures behind it. */
export interface MonthlyOrder extends DeclaredOrder {
  /** The figures of a step; undefined for a step that lacks what they need. */
  readonly of: (step: Step) => MonthlyCost | undefined;
}

const MINUTES = 60;
/** Relative tolerance for rounding in products of decimals: 100 requests and 10 % more are 110.00000000000001. */
const ROUNDING = 1e-12;
const REALTIME: readonly Metric[] = ['MaxInvocations', 'CostPerHour'];
const SERVERLESS: readonly Metric[] = ['MaxInvocations', 'CostPerInference'];
const requests = figureReader('RequestThroughput');

/**
 * The order by monthly cost at your traffic: an order for `bestBy` and `rankBy`; its `of` gives the figures
 * of a step.
 *
 * An instance is billed by the hour, busy or not. CostPerHour and MaxInvocations of a step are those of all its
 * instances together (InitialInstanceCount; 1 where it is absent). So one instance takes MaxInvocations / count and
 * costs CostPerHour / count, and `max(minInstances, ceil(demand x count / MaxInvocations))` of them are needed,
 * where demand is the traffic plus its headroom. That scaling over instances is linear is an assumption.
 *
 * A serverless endpoint is billed by inference: CostPerInference times the requests of the month, without headroom.
 * It needs its tested MaxConcurrency `ceil(demand / MaxInvocations)` times; one endpoint takes 200 at most. At real
 * traffic the cheapest configuration per inference is often not the cheapest.
 *
 * A recommendation is billed by the hour, too, and AWS gives no price: with `pricePerHour` one deployment costs that times
 * its InstanceCount. It takes RequestThroughput x 60 requests a minute, at the concurrency and with the prompts of its
 * benchmark, and `ceil(demand / (RequestThroughput x 60))` deployments are needed.
 *
 * - **Unit**: US dollars a month; requests and invocations per minute.
 * - **Skips**: steps without MaxInvocations, and without CostPerHour or, of a serverless endpoint, without
 *   CostPerInference. Provisioned concurrency is not in CostPerInference, and not in the figure. Recommendations without
 *   a price, for the reason `price`, and without RequestThroughput, for the reason `figure`.
 * - **Fails**: throws `InvalidInputError` at once for traffic that can't be right. Rankings over load tests and
 *   recommendations, whose requests are not the same, fail with it: use `{ per: 'job' }`.
 *
 * @example
 * ```ts
 * import { bestBy, monthlyCostAt, steps$ } from 'stepstream';
 *
 * const monthly = monthlyCostAt({ requestsPerMinute: 1_200, headroom: 0.3, minInstances: 2 });
 * steps$('my-job')
 *   .pipe(bestBy(monthly))
 *   .subscribe(step => console.log(monthly.of(step)?.costPerMonth));
 * ```
 */
export function monthlyCostAt(traffic: Traffic): MonthlyOrder {
  const {
    requestsPerMinute,
    headroom = 0,
    hoursPerMonth = 730,
    minInstances = 1,
    pricePerHour,
  } = checkOptions<Traffic>('monthlyCostAt', traffic, {
    requestsPerMinute: positive,
    headroom: finiteNumber(0),
    hoursPerMonth: positive,
    minInstances: wholeNumber(1),
    pricePerHour: isFunction,
  });
  if (!positive.holds(requestsPerMinute)) {
    throw new InvalidInputError('monthlyCostAt.requestsPerMinute', positive.must);
  }
  const demand = requestsPerMinute * (1 + headroom);
  const requestsPerMonth = requestsPerMinute * MINUTES * hoursPerMonth;

  const needs = (step: Step): readonly Metric[] =>
    endpointKind(step) === 'serverless' ? SERVERLESS : REALTIME;
  const missing = (step: Step): readonly Missing[] =>
    isRecommendation(step)
      ? [
          ...(hourlyPrice(step, pricePerHour) === undefined ? [missingPrice(step)] : []),
          ...(requests.read(step) === undefined ? [requests.missing] : []),
        ]
      : unmeasured(step, needs(step));
  /** How many times `capacity` the demand is, rounded up. */
  const times = (capacity: number): number => Math.ceil((demand / capacity) * (1 - ROUNDING));
  const onInstances = (step: Step): MonthlyCost => {
    const count = instanceCount(step);
    const most = (metricOf(step, 'MaxInvocations') ?? NaN) / count;
    const instances = Math.max(minInstances, times(most));
    return {
      instances,
      costPerMonth: instances * ((metricOf(step, 'CostPerHour') ?? NaN) / count) * hoursPerMonth,
      spareInvocationsPerMinute: instances * most - requestsPerMinute,
    };
  };
  const onServerless = (step: Step): MonthlyCost => {
    const most = metricOf(step, 'MaxInvocations') ?? NaN;
    const need = Math.max(1, times(most));
    return {
      instances: need,
      serverless: serverlessNeed(step, need),
      costPerMonth: (metricOf(step, 'CostPerInference') ?? NaN) * requestsPerMonth,
      spareInvocationsPerMinute: need * most - requestsPerMinute,
    };
  };
  const deployed = (step: Step): MonthlyCost => {
    const most = (requests.read(step) ?? NaN) * MINUTES;
    const count = instanceCount(step);
    const deployments = Math.max(Math.ceil(minInstances / count), times(most));
    return {
      deployments,
      instances: deployments * count,
      costPerMonth: deployments * (hourlyPrice(step, pricePerHour) ?? NaN) * hoursPerMonth,
      spareInvocationsPerMinute: deployments * most - requestsPerMinute,
    };
  };
  const figure = (step: Step): MonthlyCost => {
    if (isRecommendation(step)) return deployed(step);
    return endpointKind(step) === 'serverless' ? onServerless(step) : onInstances(step);
  };
  return {
    ...apart(
      'monthlyCostAt',
      byNumber(step => figure(step).costPerMonth),
    ),
    missing,
    ranksKindsApart: true,
    of: step => (missing(step).length === 0 ? figure(step) : undefined),
  };
}
