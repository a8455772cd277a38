import type { Step } from '../core/step.js';
import type { FailureCause } from '../operators/failures/failureCause.js';
import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { groupFailures } from '../operators/groupFailures.js';
import { resultOf } from './resultOf.js';

const TITLES: Readonly<Record<FailureCause, string>> = {
  quota: 'Account limit',
  capacity: 'No capacity',
  permission: 'Permission',
  imagePull: 'Container image',
  modelData: 'Model archive',
  containerStart: 'Container doesn’t start',
  healthCheck: 'Health check',
  outOfMemory: 'Out of memory',
  container4xx: 'Container answers 4xx',
  container5xx: 'Container answers 5xx',
  containerError: 'Container answers with errors',
  noResponse: 'No answer from the container',
  payload: 'Sample payload',
  compilation: 'Compilation',
  service: 'SageMaker failed',
  unknown: 'Failed',
};

/** What failed, grouped by cause and instance family. */
export const failuresOf = (steps: readonly Step[]): readonly FailureGroup[] =>
  resultOf(steps, groupFailures()) ?? [];

/** A cause as a heading. */
export const failureTitle = ({ kind }: FailureGroup): string => TITLES[kind];
