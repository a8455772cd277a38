import { from, type Observable } from 'rxjs';
import { InvalidInputError } from '../core/errors.js';
import type { WatchedJob } from '../core/event.js';
import { jobKindOf, type JobKind } from '../core/jobKind.js';
import { watchedRecommendationJob } from '../core/watchedAIJob.js';
import type { StepSource } from '../operators/base/source.js';
import type { Recommender } from '../recommender.js';
import { withConnection } from './connection.js';
import { openSavedJob } from './files/openSavedJob.js';
import { checkAccount, checkRegion, type NamedJob } from './flags/namedJob.js';
import type { ConnectionSettings, EndedSettings } from './flags/settings.js';
import type { JobArgument } from './jobArgument.js';
import type { Host } from './process/host.js';
import { interruptible } from './interruptible.js';
import { recommendationsOf } from './recommendationsOf.js';
import { checkEnded, requireEnded } from './requireEnded.js';
import { valueOf } from './valueOf.js';

/** A job whose steps are to be compared or ranked: one of the account, or one that was saved in a file. */
export interface JobSource {
  readonly jobName: string;
  /** The argument that named it: the name of a job, or of a file. */
  readonly name: string;
  /** Its description; undefined for a file that has only steps. An AI job has AWS's own object in `AIRecommendationJob`. */
  readonly job: WatchedJob | undefined;
  /** Whether further steps may follow, of a file without a description that was saved too early. */
  readonly isPartial?: boolean | undefined;
  readonly steps$: Observable<StepSource>;
}

/** The kind of a job, by its name: a job of a file has one, too. */
export const kindOfSource = ({ jobName }: Pick<JobSource, 'jobName'>): JobKind => jobKindOf(jobName);

/** Opens a job by its argument. `recommender` is the account; undefined for a file. */
export type OpenJob = (argument: JobArgument) => Promise<JobSource>;

/**
 * Runs work on jobs, which it opens by their arguments. Connects to the account if one of the arguments is the
 * name of a job; files alone need no account, and `recommender` is undefined then. Opening fails where a job or file isn't there, or isn't whole and
 * `--partial` isn't given.
 */
export async function withJobs<T>(
  args: readonly JobArgument[],
  settings: ConnectionSettings & EndedSettings,
  host: Host,
  work: (open: OpenJob, recommender: Recommender | undefined) => Promise<T>,
): Promise<T> {
  const openFile = async (path: string): Promise<JobSource> => {
    const { jobName, steps, job, isPartial } = await openSavedJob(path, settings, host);
    return { jobName, name: path, job, isPartial, steps$: from(steps) };
  };
  const open =
    (recommender?: Recommender): OpenJob =>
    ({ text, named }) =>
      named === undefined || recommender === undefined
        ? openFile(text)
        : openJob(recommender, named, text, settings, host);
  if (args.every(({ named }) => named === undefined)) {
    if (settings.record !== undefined)
      throw new InvalidInputError('--record', 'needs a job of an account: files alone make no calls');
    return interruptible(host, () => work(open(), undefined));
  }
  const regional = args.flatMap(({ named }) => (named?.region === undefined ? [] : [named]));
  if (regional.length > 0) {
    const region = await host.regionOf(settings);
    for (const named of regional) checkRegion(named, region);
  }
  return withConnection(settings, host, recommender =>
    interruptible(host, () => work(open(recommender), recommender)),
  );
}

async function openJob(
  recommender: Recommender,
  named: NamedJob,
  name: string,
  settings: EndedSettings,
  { stderr }: Pick<Host, 'stderr'>,
): Promise<JobSource> {
  const { kind, jobName } = named;
  if (kind === 'recommendation') {
    const described = await valueOf(recommender.ai.job$(named.name));
    const job = watchedRecommendationJob(described);
    checkAccount(named, job.JobArn);
    checkEnded(job, settings, stderr);
    return { jobName, name, job, steps$: recommendationsOf(described) };
  }
  const job = await requireEnded(recommender, jobName, settings, stderr);
  checkAccount(named, job.JobArn);
  return { jobName, name, job, steps$: recommender.steps$(jobName) };
}
