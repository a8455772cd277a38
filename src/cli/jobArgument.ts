import { InvalidInputError } from '../core/errors.js';
import { BENCHMARK_FIGURES } from '../words/aiJobHint.js';
import { isFile } from './files/isFile.js';
import { namedJob, type NamedJob } from './flags/namedJob.js';
import type { Host } from './process/host.js';

/** An argument that names a job with steps: one of the account, or a file. */
export interface JobArgument {
  readonly text: string;
  /** Undefined for a file. */
  readonly named: NamedJob | undefined;
}

/** Reads an argument that names a job with steps, or a file with them. Fails with `InvalidInputError`, before any call. */
export async function jobArgument(text: string, host: Pick<Host, 'exists'>): Promise<JobArgument> {
  return { text, named: (await isFile(text, host)) ? undefined : jobWithSteps(text) };
}

/** Reads the name of a job that can have steps. Fails with `InvalidInputError`: for an AI benchmark job, too. */
export function jobWithSteps(text: string): NamedJob {
  const named = namedJob(text);
  if (named.kind === 'benchmark') throw noSteps(named);
  return named;
}

/** The refusal of an AI benchmark job, of which the service tells no figures. */
function noSteps({ jobName }: Pick<NamedJob, 'jobName'>): InvalidInputError {
  return new InvalidInputError(
    'JOB',
    `'${jobName}' is an AI benchmark job, which has no steps: its figures are in ${BENCHMARK_FIGURES}, which 'stepstream describe' shows`,
  );
}
