import { show } from './check.js';
import { InvalidInputError } from './errors.js';

const JOB_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}$/;
const LONGEST = 64;

/**
 * Returns the name if it can be the name of a job.
 *
 * Fails with `InvalidInputError`, which tells the rule: 1 to 64 letters, digits and hyphens, a letter or
 * digit at both ends.
 */
export function checkJobName(jobName: unknown): string {
  // The length is looked at first, so that the pattern never meets a long text.
  if (typeof jobName === 'string' && jobName.length <= LONGEST && JOB_NAME.test(jobName)) return jobName;
  throw new InvalidInputError(
    'jobName',
    `must be 1 to 64 letters, digits and hyphens, with a letter or digit at both ends; got ${show(jobName)}`,
  );
}
