import { lastValueFrom, toArray } from 'rxjs';
import type { WatchedJob } from '../../core/event.js';
import type { JobKind } from '../../core/jobKind.js';
import { isTerminal } from '../../core/status.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../../core/watchedAIJob.js';
import { AIBenchmarkJob, AIRecommendationJob } from '../../decode/aiJob.js';
import { Job } from '../../decode/job.js';
import { decodeSteps } from '../../operators/decodeSteps.js';
import type { Recommender } from '../../recommender.js';
import { withConnection } from '../connection.js';
import { errorLine } from '../errorLine.js';
import { checkAccount, checkRegion, namedJob, type NamedJob } from '../flags/namedJob.js';
import type { ConnectionSettings, OutputSettings } from '../flags/settings.js';
import type { CsvColumns } from '../output/csvSink.js';
import { outputOf, type Output } from '../output/output.js';
import { writeOne } from '../output/writeOne.js';
import { EXIT } from '../process/exitCodes.js';
import type { Host } from '../process/host.js';
import type { Terminal } from '../process/terminal.js';
import { interruptible } from '../interruptible.js';
import { benchmarkJobText, recommendationJobText } from '../tables/aiJobText.js';
import { BENCHMARK_JOB_COLUMNS, JOB_COLUMNS, RECOMMENDATION_JOB_COLUMNS } from '../tables/jobColumns.js';
import type { Fact } from '../tables/factLines.js';
import { jobText } from '../tables/jobText.js';
import { progressFacts } from '../tables/progressFacts.js';
import { valueOf } from '../valueOf.js';

/** The flags of `describe`. */
export type DescribeSettings = ConnectionSettings & OutputSettings;

/** `stepstream describe JOB`. Resolves with the exit code. */
export async function describeCommand(
  argument: string,
  settings: DescribeSettings,
  host: Host,
): Promise<number> {
  const job = namedJob(argument);
  const describe = DESCRIBE[job.kind](outputOf(settings, host), host.time.now);
  if (job.region !== undefined) checkRegion(job, await host.regionOf(settings));
  await withConnection(settings, host, recommender => interruptible(host, () => describe(recommender, job)));
  return EXIT.ok;
}

/** Describes a job and writes it, once it is known to be of the account that was meant. */
type Describe = (recommender: Recommender, job: NamedJob) => Promise<void>;

/** How the jobs of each kind are described and written. Fails at once where the query can't be read. */
const DESCRIBE: Readonly<Record<JobKind, (output: Output, now: () => number) => Describe>> = {
  classic: (output, now) => {
    let progress: readonly Fact[] = [];
    const text = (job: Job, terminal: Terminal): string => jobText(job, terminal, progress);
    const write = writeOne<Job>({ toWire: Job.encode, csv: JOB_COLUMNS, text }, output);
    return async (recommender, named) => {
      const job = await valueOf(recommender.job$(named.name));
      checkAccount(named, job.JobArn);
      const isShown = output.format === 'table' && output.query === undefined;
      if (isShown && !isTerminal(job.Status)) progress = await progressOf(recommender, job, now);
      await write(job);
    };
  },
  recommendation: output => {
    const write = writeOne<AIRecommendationJob>(
      {
        toWire: AIRecommendationJob.encode,
        csv: columnsOf(RECOMMENDATION_JOB_COLUMNS, watchedRecommendationJob),
        text: recommendationJobText,
      },
      output,
    );
    return async ({ ai }, named) => {
      const job = await valueOf(ai.job$(named.name));
      checkAccount(named, job.AIRecommendationJobArn);
      await write(job);
    };
  },
  benchmark: output => {
    const write = writeOne<AIBenchmarkJob>(
      {
        toWire: AIBenchmarkJob.encode,
        csv: columnsOf(BENCHMARK_JOB_COLUMNS, watchedBenchmarkJob),
        text: benchmarkJobText,
      },
      output,
    );
    return async ({ ai }, named) => {
      const job = await valueOf(ai.benchmark$(named.name));
      checkAccount(named, job.AIBenchmarkJobArn);
      await write(job);
    };
  },
};

/** How far a job is that runs. That takes its steps: other calls, and another right, without which the job is shown all the same. */
async function progressOf(recommender: Recommender, job: Job, now: () => number): Promise<readonly Fact[]> {
  try {
    const steps$ = recommender.steps$(job.JobName).pipe(decodeSteps(), toArray());
    return progressFacts(job, await lastValueFrom(steps$, { defaultValue: [] }), now());
  } catch (error) {
    return [['progress', `not known: ${errorLine(error)}`]];
  }
}

const columnsOf = <J>(columns: CsvColumns<WatchedJob>, watched: (job: J) => WatchedJob): CsvColumns<J> =>
  Object.fromEntries(Object.entries(columns).map(([name, read]) => [name, (job: J) => read(watched(job))]));
