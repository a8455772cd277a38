import type { Step } from '../core/step.js';
import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { groupFailures } from '../operators/groupFailures.js';
import { causeTitle } from './causeTitle.js';
import { resultOf } from './resultOf.js';

/** What failed, grouped by cause and instance family. */
export const failuresOf = (steps: readonly Step[]): readonly FailureGroup[] =>
  resultOf(steps, groupFailures()) ?? [];

/** A cause as a heading. */
export const failureTitle = ({ kind }: FailureGroup): string => causeTitle(kind);
