import { bestBy, type EligibilityOptions } from './bestBy.js';
import { ascending } from './ranking/order.js';
import type { BestStep } from './base/source.js';

const BY_LATENCY = ascending('ModelLatency');

/**
 * Emits the benchmark with the lowest latency so far, each time that it changes.
 *
 * ```text
 * listing  --a--b--c--d--|    a 80 ms, b no metrics, c 35 ms, d 35 ms
 * result   --a-----c-----|
 *
 * watch    --a--c--C--|       C: the same step as c, measured again at 95 ms
 * result   --a--c--a--|
 * ```
 *
 * - **Unit**: milliseconds of ModelLatency, at MaxInvocations.
 * - **Skips**: recommendations, too, which have no ModelLatency: `bestByTtft` is for them.
 * Order, further skips, errors and cost are those of `bestBy`.
 *
 * @example
 * ```ts
 * import { bestByLatency, steps$, within } from 'stepstream';
 *
 * const quickest$ = steps$('my-job').pipe(within({ maxCostPerHour: 1 }), bestByLatency());
 * ```
 */
export function bestByLatency(options?: EligibilityOptions): BestStep {
  return bestBy(BY_LATENCY, options);
}
