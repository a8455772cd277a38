import { StepstreamError } from '../core/errors.js';
import type { WatchedJob } from '../core/event.js';
import type { Job } from '../core/job.js';
import { jobKindOf } from '../core/jobKind.js';
import { isTerminal } from '../core/status.js';
import type { Recommender } from '../recommender.js';
import { oneLine } from '../words/oneLine.js';
import type { OutputStream } from './process/host.js';
import { report } from './process/report.js';
import type { EndedSettings } from './flags/settings.js';
import { aiJobHint } from '../words/aiJobHint.js';
import { withoutFullStop } from '../words/reasons.js';
import { valueOf } from './valueOf.js';

/** A job that is still running (`JOB_RUNNING`), or that has ended without completing (`JOB_NOT_COMPLETED`). */
export class JobStateError extends StepstreamError {
  constructor(job: EndedJob) {
    super(isTerminal(job.Status) ? 'JOB_NOT_COMPLETED' : 'JOB_RUNNING', stateText(job));
  }
}

/** What is known of a job that may have ended. */
type EndedJob = Pick<WatchedJob, 'JobName' | 'Status' | 'FailureReason'>;

/** Why a job can't be taken as it is, and what to do. */
function stateText({ JobName, Status, FailureReason }: EndedJob): string {
  const ended = isTerminal(Status);
  const is = `job '${JobName}' is ${Status}${reasonOf(FailureReason)}`;
  if (jobKindOf(JobName) === 'classic') {
    return ended
      ? `${is}; --partial takes the steps that it has`
      : `${is}, so its steps are not all there; wait, or take those that are with --partial`;
  }
  if (!ended)
    return `${is}: its recommendations come with its end; 'stepstream watch ${JobName}' waits for it`;
  const hint = aiJobHint(FailureReason);
  return `${is}, so it has no recommendations${hint === undefined ? '' : `. ${hint}`}`;
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
  const job = await valueOf(recommender.job$(jobName));
  checkEnded(job, settings, stderr);
  return job;
}

/** The same of a job that is described already. */
export function checkEnded(
  job: EndedJob,
  { partial = false }: EndedSettings,
  stderr: Pick<OutputStream, 'write'>,
): void {
  if (job.Status === 'COMPLETED') return;
  if (!partial) throw new JobStateError(job);
  const { JobName, Status, FailureReason } = job;
  const what = jobKindOf(JobName) === 'classic' ? 'steps' : 'recommendations';
  const said = `job '${JobName}' is ${Status}${reasonOf(FailureReason)}: only the ${what} that it has count`;
  report(stderr, oneLine(said));
}

const reasonOf = (reason = ''): string => (reason === '' ? '' : ` (${withoutFullStop(reason)})`);
