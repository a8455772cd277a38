import type { StepFilter } from './base/source.js';
import { withStatus } from './withStatus.js';

/**
 * Emits the steps that FAILED; the reason is in `InferenceBenchmark.FailureReason`.
 *
 * ```text
 * listing  --a--b--c--|    b FAILED
 * result   -----b-----|
 *
 * watch    --a--A--|       A: the same step, now FAILED
 * result   -----a--|       added
 * ```
 *
 * AI recommendation jobs tell no candidate that failed: of one this emits nothing, and `orFail` says why the job failed.
 *
 * Order, skips, errors and cost are those of `withStatus`.
 *
 * @example
 * ```ts
 * import { steps$, failedOnly } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(failedOnly())
 *   .subscribe(step => console.log(step.InferenceBenchmark?.FailureReason));
 * ```
 */
export function failedOnly(): StepFilter {
  return withStatus('FAILED');
}
