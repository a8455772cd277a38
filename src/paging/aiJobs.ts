import type { AiApi, ListAiJobsInput } from '../api/aiApi.js';
import type { CallOptions } from '../api/callOptions.js';
import type { Operation } from '../api/serviceApi.js';
import type {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
} from '../core/aiJob.js';
import type { WatchedJob } from '../core/event.js';
import type { JobKind } from '../core/jobKind.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../core/watchedAIJob.js';
import * as codecs from '../decode/aiJob.js';
import { decodeWith, type Decode } from '../decode/decodeWith.js';
import { fetchedPage, type FetchedPage } from './fetchedPage.js';

/** A kind of AI jobs. */
export type AIKind = Exclude<JobKind, 'classic'>;

/** How the jobs of one AI kind are listed, described and decoded. */
export interface AIJobs<S, J> {
  readonly kind: AIKind;
  /** What a listing of them lists, as messages name it. */
  readonly title: string;
  readonly listOperation: Operation;
  readonly list: (api: AiApi, input: ListAiJobsInput, call: CallOptions) => Promise<FetchedPage>;
  readonly describe: (api: AiApi, name: string, call: CallOptions) => Promise<unknown>;
  readonly decodeSummary: Decode<S>;
  readonly decodeJob: Decode<J>;
  /** A job as a watch reports it, listed or described. */
  readonly toWatched: (job: S | J) => WatchedJob;
  /** The member of such a job that has AWS's own object, and the members of that one which have name and status. */
  readonly members: AIMembers;
}

/** Names of members; see `AIJobs`. */
export interface AIMembers {
  readonly object: 'AIRecommendationJob' | 'AIBenchmarkJob';
  readonly name: string;
  readonly status: string;
}

/** AI recommendation jobs. */
export const RECOMMENDATION_JOBS: AIJobs<AIRecommendationJobSummary, AIRecommendationJob> = {
  kind: 'recommendation',
  title: 'AI recommendation jobs',
  listOperation: 'listAiRecommendationJobs',
  list: async (api, input, call) =>
    fetchedPage(await api.listAiRecommendationJobs(input, call), 'AIRecommendationJobs'),
  describe: (api, AIRecommendationJobName, call) =>
    api.describeAiRecommendationJob({ AIRecommendationJobName }, call),
  decodeSummary: (value, path) => decodeWith(codecs.AIRecommendationJobSummary, value, path),
  decodeJob: (value, path) => decodeWith(codecs.AIRecommendationJob, value, path),
  toWatched: watchedRecommendationJob,
  members: {
    object: 'AIRecommendationJob',
    name: 'AIRecommendationJobName',
    status: 'AIRecommendationJobStatus',
  },
};

/** AI benchmark jobs. */
export const BENCHMARK_JOBS: AIJobs<AIBenchmarkJobSummary, AIBenchmarkJob> = {
  kind: 'benchmark',
  title: 'AI benchmark jobs',
  listOperation: 'listAiBenchmarkJobs',
  list: async (api, input, call) =>
    fetchedPage(await api.listAiBenchmarkJobs(input, call), 'AIBenchmarkJobs'),
  describe: (api, AIBenchmarkJobName, call) => api.describeAiBenchmarkJob({ AIBenchmarkJobName }, call),
  decodeSummary: (value, path) => decodeWith(codecs.AIBenchmarkJobSummary, value, path),
  decodeJob: (value, path) => decodeWith(codecs.AIBenchmarkJob, value, path),
  toWatched: watchedBenchmarkJob,
  members: { object: 'AIBenchmarkJob', name: 'AIBenchmarkJobName', status: 'AIBenchmarkJobStatus' },
};
