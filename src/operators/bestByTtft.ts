import { checkOptions, isBoolean } from '../core/check.js';
import { bestBy, type EligibilityOptions } from './bestBy.js';
import type { BestStep } from './base/source.js';
import { isStat, type FigureOptions } from './ranking/figureReader.js';
import { ascending } from './ranking/order.js';

/** The statistic of a figure, and which steps are eligible. */
export interface FigureBestOptions extends EligibilityOptions, FigureOptions {}

/**
 * Emits the recommendation with the lowest time to first token so far, each time that it changes.
 *
 * ```text
 * steps   --a--b--c--d--|    a 394.8 ms, b no p50, c 269.6 ms, d 269.6 ms
 * result  --a-----c-----|
 *
 * watch   --a--c--C--|       C: the same step as c, measured again at 512 ms
 * result  --a--c--a--|
 * ```
 *
 * - **Unit**: milliseconds of TimeToFirstToken, at the concurrency of the benchmark. `{ stat }` is the statistic, `p50`
 *   unless given; a step without it is skipped, and no other statistic takes its place.
 * - **Skips**: steps of classic jobs, whose ModelLatency is no time to first token.
 * Order, further skips, errors and cost are those of `bestBy`.
 *
 * `rankBy(ascending('TimeToFirstToken', { stat }))` says which steps are skipped, and why.
 *
 * @example
 * ```ts
 * import { from } from 'rxjs';
 * import { bestByTtft, recommendationSteps, within, type AIRecommendationJob } from 'stepstream';
 *
 * export const quickest$ = (job: AIRecommendationJob) =>
 *   from(recommendationSteps(job).steps).pipe(within({ minTokensPerSecond: 1_000 }), bestByTtft({ stat: 'p90' }));
 * ```
 */
export function bestByTtft(options?: FigureBestOptions): BestStep {
  const { stat, provisional } = checkOptions<FigureBestOptions>('bestByTtft', options, {
    stat: isStat,
    provisional: isBoolean,
  });
  return bestBy(ascending('TimeToFirstToken', { stat }), { provisional });
}
