import { from, type Observable } from 'rxjs';
import type { Job } from '../core/job.js';
import type { StepSource } from '../operators/base/source.js';
import type { Recommender } from '../recommender.js';
import { withConnection } from './connection.js';
import { isFile } from './files/isFile.js';
import { openSavedJob } from './files/openSavedJob.js';
import type { ConnectionSettings, EndedSettings } from './flags/settings.js';
import type { Host } from './process/host.js';
import { interruptible } from './process/interruptible.js';
import { requireEnded } from './requireEnded.js';

/** A job whose steps are to be compared or ranked: one of the account, or one that was saved in a file. */
export interface JobSource {
  readonly jobName: string;
  /** The argument that named it: the name of a job, or of a file. */
  readonly name: string;
  /** Its description; undefined for a file that has only steps. */
  readonly job: Job | undefined;
  readonly steps$: Observable<StepSource>;
}

/** Opens a job by its argument. */
export type OpenJob = (argument: string) => Promise<JobSource>;

/**
 * Runs work on jobs, which it opens by their arguments. Connects to the account if one of the arguments is the
 * name of a job; files alone need no account. Opening fails where a job or file isn't there, or isn't whole and
 * `--partial` isn't given.
 */
export function withJobs<T>(
  args: readonly string[],
  settings: ConnectionSettings & EndedSettings,
  host: Host,
  work: (open: OpenJob) => Promise<T>,
): Promise<T> {
  const openFile = async (path: string): Promise<JobSource> => {
    const { jobName, steps, job } = await openSavedJob(path, settings, host);
    return { jobName, name: path, job, steps$: from(steps) };
  };
  if (args.every(isFile)) return interruptible(host, () => work(openFile));
  return withConnection(settings, host, recommender =>
    interruptible(host, () =>
      work(argument =>
        isFile(argument) ? openFile(argument) : openJob(recommender, argument, settings, host),
      ),
    ),
  );
}

async function openJob(
  recommender: Recommender,
  jobName: string,
  settings: EndedSettings,
  { stderr }: Pick<Host, 'stderr'>,
): Promise<JobSource> {
  const job = await requireEnded(recommender, jobName, settings, stderr);
  return { jobName, name: jobName, job, steps$: recommender.steps$(jobName) };
}
