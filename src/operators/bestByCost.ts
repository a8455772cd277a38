import { checkOptions, isBoolean, isFunction, oneOf } from '../core/check.js';
import { bestBy, type EligibilityOptions } from './bestBy.js';
import { costOrder, type CostOrderOptions } from './costOrder.js';
import type { BestStep } from './base/source.js';

/** The cost to rank by, the prices of recommendations, and which steps are eligible. */
export interface CostOptions extends EligibilityOptions, CostOrderOptions {}

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
 * - **Unit**: US dollars per inference; `{ per: 'hour' }` ranks by US dollars per hour. Of recommendations it is
 *   US dollars per million output tokens, with `{ pricePerHour }`, as `costOrder` has it.
 * - **Order**: any; a tie keeps the earlier step.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` makes them eligible), or without a
 *   finite cost above zero; recommendations without a price. On a watch, `undefined` is emitted when there is no best step any more.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`. Where load tests of classic jobs
 *   and recommendations meet it fails with `InvalidInputError`: `bestBy(costOrder(…), { per: 'job' })` ranks each job.
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
  const { provisional, per, pricePerHour } = checkOptions<CostOptions>('bestByCost', options, {
    per: oneOf('inference', 'hour'),
    provisional: isBoolean,
    pricePerHour: isFunction,
  });
  return bestBy(costOrder({ per, pricePerHour }), { provisional });
}
