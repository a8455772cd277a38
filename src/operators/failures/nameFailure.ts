import { failureCause } from './failureCause.js';
import type { FailureGroup } from './failureGroup.js';
import { FAILURE_HINTS } from './failureHints.js';
import { normaliseReason } from './normaliseReason.js';

/** What makes two failures one: kind, normalised reason, family; and what to do about it. */
export type FailureName = Pick<FailureGroup, 'kind' | 'reason' | 'family' | 'hint'>;

/** The name of a failure with this FailureReason, on this family. A reason of blanks says nothing. */
export function nameFailure(reason: string, family: string): FailureName {
  if (reason.trim() === '') return { kind: 'unknown', family };
  const kind = failureCause(reason);
  const name = { kind, reason: normaliseReason(reason), family };
  return kind === 'unknown' ? name : { ...name, hint: FAILURE_HINTS[kind] };
}
