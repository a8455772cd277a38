import { InvalidInputError } from '../core/errors.js';
import type { Status } from '../core/status.js';
import { filterSteps } from './base/filterSteps.js';
import type { StepFilter } from './base/source.js';

/**
 * Emits the steps that have one of these statuses.
 *
 * ```text
 * listing  --a--b--c--|    a COMPLETED, b FAILED, c COMPLETED
 * result   --a-----c--|    withStatus('COMPLETED')
 *
 * watch    --a--A--X--|    a added IN_PROGRESS, A the same now COMPLETED, X the same removed
 * result   -----a--x--|    a added, x removed
 * ```
 *
 * - **Order**: that of the source.
 * - **Skips**: steps of other statuses; on a watch a step that leaves these statuses becomes `removed`, and
 *   events that are not about steps pass.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`; without any
 *   status, or with one that is no string, it throws `InvalidInputError` at once.
 * - **Cost**: nothing for a listing; a watch remembers the keys of the steps that pass.
 *
 * The service can filter too, and then sends less: `steps$(jobName, { status: 'COMPLETED' })`.
 *
 * @example
 * ```ts
 * import { steps$, withStatus } from 'stepstream';
 *
 * const ended$ = steps$('my-job').pipe(withStatus('COMPLETED', 'FAILED', 'STOPPED'));
 * ```
 */
export function withStatus(...statuses: readonly [Status, ...Status[]]): StepFilter {
  const wanted = new Set<unknown>(statuses);
  if (wanted.size === 0 || ![...wanted].every(status => typeof status === 'string' && status !== '')) {
    throw new InvalidInputError('withStatus', 'takes one status or more, each a non-empty string');
  }
  return filterSteps(step => wanted.has(step.Status));
}
