import type { StepFilter } from './base/source.js';
import { withStatus } from './withStatus.js';

/**
 * Emits the steps that COMPLETED. A completed step has some metrics, but not always all of them.
 *
 * ```text
 * listing  --a--b--c--|    b FAILED
 * result   --a-----c--|
 *
 * watch    --a--A--|       A: the same step, now COMPLETED
 * result   -----a--|       added
 * ```
 *
 * Order, skips, errors and cost are those of `withStatus`.
 *
 * @example
 * ```ts
 * import { steps$, completedOnly } from 'stepstream';
 *
 * const measured$ = steps$('my-job').pipe(completedOnly());
 * ```
 */
export function completedOnly(): StepFilter {
  return withStatus('COMPLETED');
}
