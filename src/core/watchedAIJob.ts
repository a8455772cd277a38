import type {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
} from './aiJob.js';
import { statusOfAI } from './aiStatus.js';
import type { WatchedJob } from './event.js';
import { qualifiedName } from './jobKind.js';

/** The fields that become those of any other job. */
interface Common {
  readonly JobArn: string | undefined;
  readonly RoleArn: string | undefined;
  readonly FailureReason: string | undefined;
  readonly CreationTime: Date | undefined;
  readonly CompletionTime: Date | undefined;
}

/**
 * An AI recommendation job as a watch reports it, described or listed: JobName is qualified, Status in the spelling of all
 * other statuses, CompletionTime is AWS's EndTime. AWS's own object is in `AIRecommendationJob`, without its
 * Recommendations, which are steps of the watch.
 */
export function watchedRecommendationJob(job: AIRecommendationJob | AIRecommendationJobSummary): WatchedJob {
  const { Recommendations: _, ...AIRecommendationJob } = job as AIRecommendationJob;
  return {
    JobName: qualifiedName({ kind: 'recommendation', name: job.AIRecommendationJobName }),
    Status: statusOfAI(job.AIRecommendationJobStatus),
    ...given({ ...commonOf(job), JobArn: job.AIRecommendationJobArn }),
    AIRecommendationJob,
  };
}

/** An AI benchmark job as a watch reports it: as `watchedRecommendationJob`, with AWS's own object in `AIBenchmarkJob`. */
export function watchedBenchmarkJob(job: AIBenchmarkJob | AIBenchmarkJobSummary): WatchedJob {
  return {
    JobName: qualifiedName({ kind: 'benchmark', name: job.AIBenchmarkJobName }),
    Status: statusOfAI(job.AIBenchmarkJobStatus),
    ...given({ ...commonOf(job), JobArn: job.AIBenchmarkJobArn }),
    AIBenchmarkJob: job,
  };
}

function commonOf(job: object): Omit<Common, 'JobArn'> {
  const { RoleArn, FailureReason, CreationTime, EndTime } = job as AIBenchmarkJob;
  return { RoleArn, FailureReason, CreationTime, CompletionTime: EndTime };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
