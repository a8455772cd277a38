import { InvalidInputError } from '../../core/errors.js';

/** The job that is meant, given as JOB or as `--job-name JOB`. Fails with `InvalidInputError`. */
export function jobNameOf(argument: string | undefined, option: string | undefined): string {
  const name = argument ?? option;
  if (name === undefined) {
    throw new InvalidInputError('JOB', "which job? 'stepstream jobs' lists those that are");
  }
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new InvalidInputError('--job-name', `is '${option}', and JOB is '${argument}': give one of them`);
  }
  return name;
}
