import { InvalidInputError } from '../../core/errors.js';
import { parseJobName, qualifiedName, type JobReference } from '../../core/jobKind.js';

/** A job of the account, as an argument names it. */
export interface NamedJob extends JobReference {
  /** As events and steps have it: `nightly`, `ai-recommendation-job/nightly`. */
  readonly jobName: string;
}

/**
 * Reads a job: a plain name, which is that of a classic job, a qualified one, or the ARN of a job of any kind. Fails
 * with `InvalidInputError`.
 */
export function namedJob(argument: string): NamedJob {
  const reference = parseJobName(argument);
  return { ...reference, jobName: qualifiedName(reference) };
}

/** Checks that a job which was given by an ARN is of the region of the connection. Fails with `InvalidInputError`. */
export function checkRegion({ region, jobName }: NamedJob, connected: string | undefined): void {
  if (region === undefined || connected === undefined || region === connected) return;
  throw new InvalidInputError(
    'JOB',
    `the ARN of '${jobName}' is of the region ${region}, and the connection is to ${connected}: give --region ${region}`,
  );
}

/**
 * Checks that a job which was given by an ARN is of the account that has answered, whose own ARN of the job is
 * `answered`: another account can have a job of the same name. Fails with `InvalidInputError`.
 */
export function checkAccount({ account, jobName }: NamedJob, answered: string | undefined): void {
  const own = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(answered ?? '')?.[1];
  if (account === undefined || own === undefined || own === account) return;
  throw new InvalidInputError(
    'JOB',
    `the ARN of '${jobName}' is of the account ${account}, and the credentials are those of ${own}: give --profile`,
  );
}
