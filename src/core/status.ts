/** The statuses of jobs and steps that AWS documents, in the order in which they follow each other. */
export const KNOWN_STATUSES = [
  'PENDING',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'STOPPING',
  'STOPPED',
  'DELETING',
  'DELETED',
] as const;

/** A status that AWS documents today. */
export type KnownStatus = (typeof KNOWN_STATUSES)[number];

/** A status: a documented one, or any other string, as AWS may add some. */
export type Status = KnownStatus | (string & {});

/** The types of step that AWS documents. */
export const KNOWN_STEP_TYPES = ['BENCHMARK'] as const;

/** A type of step: the documented one, or any other string. */
export type StepType = (typeof KNOWN_STEP_TYPES)[number] | (string & {});

const TERMINAL: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'STOPPED', 'DELETED']);

/**
 * Whether a job or a step with this status will never change again. An unknown status is not terminal.
 *
 * @example
 * ```ts
 * import { isTerminal } from 'stepstream';
 *
 * isTerminal('STOPPED'); // true
 * isTerminal('STOPPING'); // false
 * ```
 */
export function isTerminal(status: Status): boolean {
  return TERMINAL.has(status);
}
