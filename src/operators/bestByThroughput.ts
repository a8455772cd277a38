import { bestBy, type EligibilityOptions } from './bestBy.js';
import { descending } from './ranking/order.js';
import type { BestStep } from './base/source.js';

const BY_THROUGHPUT = descending('MaxInvocations');

/**
 * Emits the benchmark with the highest throughput so far, each time that it changes.
 *
 * ```text
 * listing  --a--b--c--d--|    a 1,200 a minute, b no metrics, c 9,000, d 9,000
 * result   --a-----c-----|
 *
 * watch    --a--c--C--|       C: the same step as c, measured again at 900
 * result   --a--c--a--|
 * ```
 *
 * - **Unit**: MaxInvocations, per minute.
 * - **Skips**: recommendations, too, which have no MaxInvocations: `bestByTokens` is for them.
 * Order, further skips, errors and cost are those of `bestBy`.
 *
 * @example
 * ```ts
 * import { bestByThroughput, steps$, within } from 'stepstream';
 *
 * const strongest$ = steps$('my-job').pipe(within({ maxLatencyMs: 50 }), bestByThroughput());
 * ```
 */
export function bestByThroughput(options?: EligibilityOptions): BestStep {
  return bestBy(BY_THROUGHPUT, options);
}
