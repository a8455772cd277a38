import type { AIBenchmarkJobSummary, AIRecommendationJobSummary } from '../core/aiJob.js';
import type { WatchedJob } from '../core/event.js';
import type { JobSummary } from '../core/job.js';
import type { JobKind } from '../core/jobKind.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../core/watchedAIJob.js';
import * as aiCodecs from '../decode/aiJob.js';
import { JobSummary as JobCodec } from '../decode/job.js';

/** A job of a listing, of any kind. */
export interface ListedJob {
  readonly kind: JobKind;
  /** With its name as other commands take it, and its status in the spelling of all kinds. */
  readonly job: WatchedJob;
  /** As AWS sends it. */
  readonly wire: () => unknown;
}

/** A classic job of a listing. */
export const listedClassic = (job: JobSummary): ListedJob => ({
  kind: 'classic',
  job,
  wire: () => JobCodec.encode(job),
});

/** An AI recommendation job of a listing. */
export const listedRecommendation = (job: AIRecommendationJobSummary): ListedJob => ({
  kind: 'recommendation',
  job: watchedRecommendationJob(job),
  wire: () => aiCodecs.AIRecommendationJobSummary.encode(job),
});

/** An AI benchmark job of a listing. */
export const listedBenchmark = (job: AIBenchmarkJobSummary): ListedJob => ({
  kind: 'benchmark',
  job: watchedBenchmarkJob(job),
  wire: () => aiCodecs.AIBenchmarkJobSummary.encode(job),
});
