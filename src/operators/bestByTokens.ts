import { checkOptions, isBoolean } from '../core/check.js';
import { bestBy } from './bestBy.js';
import type { FigureBestOptions } from './bestByTtft.js';
import type { BestStep } from './base/source.js';
import { isStat } from './ranking/figureReader.js';
import { descending } from './ranking/order.js';

/**
 * Emits the recommendation with the highest output of tokens so far, each time that it changes.
 *
 * ```text
 * steps   --a--b--c--d--|    a 790.4 a second, b not measured, c 2401.7, d 1893.2
 * result  --a-----c-----|
 * ```
 *
 * The text of AWS's answer picks a here: '790.4' is above '2401.7', letter by letter.
 *
 * - **Unit**: output tokens per second of the whole deployment, all of its instances and copies together. It is the
 *   average, or the value of a row that names no statistic; `{ stat }` takes another one, and no other then.
 * - **Skips**: steps of classic jobs, whose MaxInvocations are no tokens.
 * Order, further skips, errors and cost are those of `bestBy`.
 *
 * @example
 * ```ts
 * import { from } from 'rxjs';
 * import { bestByTokens, recommendationSteps, type AIRecommendationJob } from 'stepstream';
 *
 * export const most$ = (job: AIRecommendationJob) => from(recommendationSteps(job).steps).pipe(bestByTokens());
 * ```
 */
export function bestByTokens(options?: FigureBestOptions): BestStep {
  const { stat, provisional } = checkOptions<FigureBestOptions>('bestByTokens', options, {
    stat: isStat,
    provisional: isBoolean,
  });
  return bestBy(descending('OutputTokenThroughput', { stat }), { provisional });
}
