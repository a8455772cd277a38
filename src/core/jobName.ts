import { show } from './check.js';
import { InvalidInputError } from './errors.js';

const JOB_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}$/;
const LONGEST = 64;

/**
 * Returns the name if it is a valid name of a job: 1 to 64 letters, digits and hyphens, with a letter or digit
 * at both ends.
 *
 * Fails with `InvalidInputError`, whose message has the rule.
 */
export function checkJobName(jobName: unknown): string {
  // The length is checked first, so that the pattern is never applied to a long string.
  if (typeof jobName === 'string' && jobName.length <= LONGEST && JOB_NAME.test(jobName)) return jobName;
  throw new InvalidInputError(
    'jobName',
    `must be 1 to 64 letters, digits and hyphens, with a letter or digit at both ends; got ${show(jobName)}`,
  );
}
