import type { FailureCause } from '../operators/failures/failureCause.js';

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

/** A cause of failures as a heading; `Failed` for one of a later version. */
export const causeTitle = (cause: string): string =>
  Object.hasOwn(TITLES, cause) ? TITLES[cause as FailureCause] : TITLES.unknown;
