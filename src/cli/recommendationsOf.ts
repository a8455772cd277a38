import { concat, EMPTY, from, throwError, type Observable } from 'rxjs';
import type { AIRecommendationJob } from '../core/aiJob.js';
import { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { recommendationSteps } from '../decode/recommendationSteps.js';

/**
 * The recommendations of a job as a stream of steps, in AWS's order. Fails, behind them, with one `DecodeError` that lists those which
 * can't be decoded.
 */
export function recommendationsOf(job: AIRecommendationJob): Observable<Step> {
  const { steps, errors } = recommendationSteps(job);
  const faults = errors.flatMap(error => error.faults);
  return concat(from(steps), faults.length === 0 ? EMPTY : throwError(() => new DecodeError(faults)));
}
