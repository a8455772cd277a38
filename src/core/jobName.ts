import { show } from './check.js';
import { InvalidInputError } from './errors.js';
import { parseJobName, qualifiedName, type JobKind, type JobReference } from './jobKind.js';

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

/**
 * Reads the name of a job of any kind, as events have it: a plain name, which is always that of a classic job, or a
 * qualified one, such as `ai-recommendation-job/nightly`.
 *
 * Fails with `InvalidInputError`: also for an ARN, as its region and account needn't be those of the connection.
 */
export function readJobName(jobName: unknown): JobReference {
  const reference = parseJobName(jobName);
  if (reference.region === undefined) return reference;
  throw new InvalidInputError(
    'jobName',
    `must be a name, as an ARN has a region and an account of its own; pass '${qualifiedName(reference)}'`,
  );
}

/**
 * Returns the plain name of a job of this kind, which is given plain or qualified.
 *
 * Fails with `InvalidInputError` for the name of a job of another kind, too.
 */
export function checkNameOf(kind: JobKind, jobName: unknown): string {
  const isPlain = typeof jobName === 'string' && !jobName.includes('/');
  const reference = readJobName(isPlain ? qualifiedName({ kind, name: jobName }) : jobName);
  if (reference.kind === kind) return reference.name;
  const example = qualifiedName({ kind, name: 'NAME' });
  throw new InvalidInputError('jobName', `must be NAME or ${example}; got ${show(jobName)}`);
}
