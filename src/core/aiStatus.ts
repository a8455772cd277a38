import type { KnownStatus, Status } from './status.js';

/** The statuses of AI jobs, as AWS writes them and as the other jobs have them. */
const STATUSES: Readonly<Record<string, KnownStatus>> = {
  InProgress: 'IN_PROGRESS',
  Completed: 'COMPLETED',
  Failed: 'FAILED',
  Stopping: 'STOPPING',
  Stopped: 'STOPPED',
};

/**
 * The status of an AI job in the spelling of all other statuses: `InProgress` is `IN_PROGRESS`. An unknown one is kept as
 * it is.
 */
export function statusOfAI(status: string): Status {
  return Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? status) : status;
}

/** The status as the filters of AI jobs need it: `IN_PROGRESS` is `InProgress`. An unknown one is kept as it is. */
export function statusForAI(status: Status): string {
  return Object.entries(STATUSES).find(([, house]) => house === status)?.[0] ?? status;
}
