import { checkOptions, oneOf, isBoolean } from '../core/check.js';
import { bestBy, type EligibilityOptions } from './bestBy.js';
import { ascending, type MetricOrder } from './ranking/order.js';
import type { BestStep } from './base/source.js';

/** The cost to rank by, and which steps are eligible. */
export interface CostOptions extends EligibilityOptions {
  /** `inference` (default) ranks by CostPerInference, `hour` by CostPerHour; both in US dollars. */
  readonly per?: 'inference' | 'hour' | undefined;
}

const ORDERS: Readonly<Record<'inference' | 'hour', MetricOrder>> = {
  inference: ascending('CostPerInference'),
  hour: ascending('CostPerHour'),
};

/**
 * Emits the cheapest benchmark so far, each time that it changes.
 *
 * ```text
 * listing  --a--b--c--d--|    a 0.90, b no metrics, c 0.40, d 0.40
 * result   --a-----c-----|
 *
 * watch    --a--c--C--|       C: the same step as c, measured again at 1.10
 * result   --a--c--a--|
 * ```
 *
 * - **Unit**: US dollars per inference; `{ per: 'hour' }` ranks by US dollars per hour.
 * - **Order**: any; a tie keeps the earlier step.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` makes them eligible), or without a
 *   finite cost above zero. On a watch, `undefined` is emitted when there is no best step any more.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`.
 * - **Cost**: a listing remembers one step, a watch its keys and every eligible step; no timers.
 *
 * For the final best step add `takeLast(1)`; a source without a priced step emits nothing.
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { steps$, bestByCost } from 'stepstream';
 *
 * const cheapest = await lastValueFrom(steps$('my-job').pipe(bestByCost()), { defaultValue: undefined });
 * console.log(cheapest?.InferenceBenchmark?.EndpointConfiguration?.InstanceType);
 * ```
 */
export function bestByCost(options?: CostOptions): BestStep {
  const { per = 'inference', provisional } = checkOptions<CostOptions>('bestByCost', options, {
    per: oneOf('inference', 'hour'),
    provisional: isBoolean,
  });
  return bestBy(ORDERS[per], { provisional });
}
