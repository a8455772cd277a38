import { StepstreamError } from '../core/errors.js';
import type { Job } from '../core/job.js';
import { isTerminal } from '../core/status.js';
import type { Recommender } from '../recommender.js';
import { oneLine } from '../words/oneLine.js';
import type { OutputStream } from './process/host.js';
import type { EndedSettings } from './flags/settings.js';
import { withoutFullStop } from '../words/reasons.js';

/** A job that is still running (`JOB_RUNNING`), or that has ended without completing (`JOB_NOT_COMPLETED`). */
export class JobStateError extends StepstreamError {
  constructor({ JobName, Status, FailureReason }: Job) {
    const ended = isTerminal(Status);
    const is = `job '${JobName}' is ${Status}${reasonOf(FailureReason)}`;
    super(
      ended ? 'JOB_NOT_COMPLETED' : 'JOB_RUNNING',
      ended
        ? `${is}; --partial takes the steps that it has`
        : `${is}, so its steps are not all there; wait, or take those that are with --partial`,
    );
  }
}

/**
 * Describes a job before its steps count for something. Fails with `JobStateError` where it hasn't
 * COMPLETED; with `partial` it is only said on `stderr`. One call.
 */
export async function requireEnded(
  recommender: Pick<Recommender, 'job$'>,
  jobName: string,
  settings: EndedSettings,
  stderr: Pick<OutputStream, 'write'>,
): Promise<Job> {
  const job = await new Promise<Job>((resolve, reject) => {
    recommender.job$(jobName).subscribe({ next: resolve, error: reject });
  });
  checkEnded(job, settings, stderr);
  return job;
}

/** The same of a job that is described already. */
export function checkEnded(
  job: Job,
  { partial = false }: EndedSettings,
  stderr: Pick<OutputStream, 'write'>,
): void {
  if (job.Status === 'COMPLETED') return;
  if (!partial) throw new JobStateError(job);
  const { JobName, Status, FailureReason } = job;
  const said = `job '${JobName}' is ${Status}${reasonOf(FailureReason)}: only the steps that it has count`;
  stderr.write(`stepstream: ${oneLine(said)}\n`);
}

const reasonOf = (reason = ''): string => (reason === '' ? '' : ` (${withoutFullStop(reason)})`);
