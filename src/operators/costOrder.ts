import { checkOptions, isFunction, oneOf } from '../core/check.js';
import { isRecommendation } from '../core/recommendationStep.js';
import type { Step } from '../core/step.js';
import { figureReader } from './ranking/figureReader.js';
import { metricOf, usable } from './ranking/metric.js';
import type { Missing } from './ranking/missing.js';
import { apart } from './ranking/oneKind.js';
import { byNumber, type DeclaredOrder } from './ranking/order.js';
import { hourlyPrice, missingPrice, type PriceOptions } from './ranking/prices.js';

/** The cost to order by, and the prices of recommendations. */
export interface CostOrderOptions extends PriceOptions {
  /**
   * `inference` (default) is CostPerInference of a load test, and of a recommendation the cost of a million tokens;
   * `hour` is what all instances cost an hour. All in US dollars.
   */
  readonly per?: 'inference' | 'hour' | undefined;
}

/** An order by cost, the cheapest first, and the figure behind it. */
export interface CostOrder extends DeclaredOrder {
  /** The cost of a step, in US dollars; undefined for a step that lacks what it needs. */
  readonly of: (step: Step) => number | undefined;
}

const SECONDS = 3_600;
const MILLION = 1e6;
const NOTHING: readonly never[] = [];
const tokens = figureReader('OutputTokenThroughput');

/**
 * The order by cost: an order for `bestBy` and `rankBy`; its `of` gives the cost of a step.
 *
 * AWS gives no price for recommendations. With `pricePerHour` a million output tokens cost price x InstanceCount /
 * (tokens per second x 3,600) x 1,000,000: 1,893.21 tokens a second on one instance at $8.344 an hour make $1.2243. That
 * is the cost at the concurrency of the benchmark, with nothing idle.
 *
 * - **Unit**: US dollars: per inference or, of a recommendation, per million output tokens; with `{ per: 'hour' }` per hour.
 * - **Skips**: load tests without the metric; recommendations without a price, for the reason `price`, and without an
 *   OutputTokenThroughput, for the reason `figure`.
 * - **Fails**: rankings over load tests and recommendations fail with `InvalidInputError`: use `{ per: 'job' }`. So does a
 *   `pricePerHour` that returns no price. Wrong options throw it at once.
 *
 * @example
 * ```ts
 * import { costOrder, rankBy } from 'stepstream';
 *
 * const prices: Record<string, number> = { 'ml.g6.24xlarge': 8.344 };
 * const byTokenCost = rankBy(costOrder({ pricePerHour: type => prices[type] }));
 * ```
 */
export function costOrder(options?: CostOrderOptions): CostOrder {
  const { per = 'inference', pricePerHour } = checkOptions<CostOrderOptions>('costOrder', options, {
    per: oneOf('inference', 'hour'),
    pricePerHour: isFunction,
  });
  const metric = per === 'hour' ? 'CostPerHour' : 'CostPerInference';
  const ofRecommendation = (step: Step): number | undefined => {
    const price = hourlyPrice(step, pricePerHour);
    if (price === undefined || per === 'hour') return price;
    const perSecond = tokens.read(step);
    return perSecond === undefined ? undefined : (price / (perSecond * SECONDS)) * MILLION;
  };
  const of = (step: Step): number | undefined => {
    if (isRecommendation(step)) return ofRecommendation(step);
    const cost = metricOf(step, metric);
    return usable(cost) ? cost : undefined;
  };
  const missing = (step: Step): readonly Missing[] => {
    if (of(step) !== undefined) return NOTHING;
    if (!isRecommendation(step)) return [metric];
    return [
      ...(hourlyPrice(step, pricePerHour) === undefined ? [missingPrice(step)] : []),
      ...(per === 'inference' && tokens.read(step) === undefined ? [tokens.missing] : []),
    ];
  };
  return { ...apart('costOrder', byNumber(of)), of, missing, ranksKindsApart: true };
}
