import type { Observable } from 'rxjs';
import type { AiApi } from '../../api/aiApi.js';
import type {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
} from '../../core/aiJob.js';
import type { WatchEvent } from '../../core/event.js';
import type { AIJobFilters } from '../../core/filters.js';
import type { JobsPage } from '../../core/page.js';
import { aiJobDescription } from '../../paging/aiJobDescription.js';
import { aiJobPages } from '../../paging/aiJobPages.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../../paging/aiJobs.js';
import type { WatchOptions } from '../watchOptions.js';

/**
 * The second generation of a connection: AI recommendation jobs and AI benchmark jobs, with the same client, quota,
 * retries, tracing and errors.
 *
 * Every stream of it fails with `MISSING_PEER`, without a request, where the installed `@aws-sdk/client-sagemaker` is older
 * than 3.1034.0, which is the first one with these calls. A name is plain, `nightly`, or qualified,
 * `ai-recommendation-job/nightly`: traces, events and errors have the qualified one, as the same name may exist in
 * each generation.
 */
export interface AIRecommender {
  /**
   * The AI recommendation jobs of the account and region, page by page, each decoded: a cold stream, one call for each
   * page. Fields and statuses are AWS's own.
   *
   * - **Order**: newest first, unless `sortBy` and `sortOrder` say otherwise; the service sorts and filters.
   * - **Fails**: as `jobs$` does; a token of another listing is `INVALID_TOKEN`.
   * - **Cost**: as `steps$`.
   *
   * @example
   * ```ts
   * import { connect } from 'stepstream';
   *
   * connect()
   *   .ai.jobs$({ status: 'IN_PROGRESS', nameContains: 'nightly' })
   *   .subscribe(({ jobs }) => console.log(jobs.map(job => job.AIRecommendationJobName)));
   * ```
   */
  jobs$(filters?: AIJobFilters): Observable<JobsPage<AIRecommendationJobSummary>>;
  /**
   * An AI recommendation job as DescribeAIRecommendationJob returns it, decoded: one value. Its Recommendations are as
   * received; `recommendationSteps` makes steps of them.
   *
   * - **Fails**: as `job$` does.
   * - **Cost**: one call for each subscription.
   */
  job$(jobName: string): Observable<AIRecommendationJob>;
  /**
   * Follows an AI recommendation job until it is over: the events of `watch$`, a cold stream, each subscription a poller
   * of its own. `jobName` of its events is `ai-recommendation-job/NAME`. The qualified name of an AI benchmark job
   * follows that one: it has no steps, and its figures are in S3.
   *
   * - **Order**: the job first, then each change of it. Its recommendations are `added` with the description that has
   *   them, in AWS's order, which is the best for the job's target first: as far as is known at the end. Then
   *   `synced` and `done`. A job that has COMPLETED without any is described for 40 s more, and then has no steps.
   * - **Fails**: as `watch$` does, but never with `UNSETTLED`. A job that isn't found is waited for as long as
   *   `appearsWithinMs` says, a minute by default. Recommendations that can't be decoded are `DECODE` in place of `done`,
   *   after the others were emitted; see `onInvalid`.
   * - **Cost**: one background call for each poll, each 15 to 60 s.
   *
   * A job that is gone, or was created anew under its name, is DELETED once two descriptions have said so. AWS shows no
   * progress of such a job: how long it has run is all that there is. Unsubscribing never stops the job.
   *
   * @example
   * ```ts
   * import { connect, orFail } from 'stepstream';
   *
   * connect()
   *   .ai.watch$('my-job')
   *   .pipe(orFail())
   *   .subscribe(event => {
   *     if (event.type === 'step') console.log(event.key, event.step.figures);
   *   });
   * ```
   */
  watch$(jobName: string, options?: WatchOptions): Observable<WatchEvent>;
  /**
   * The AI benchmark jobs of the account and region, as `jobs$` lists recommendation jobs. The jobs with which an AI
   * recommendation job tests its candidates are among them; AWS names them `ai-rec-…`.
   */
  benchmarks$(filters?: AIJobFilters): Observable<JobsPage<AIBenchmarkJobSummary>>;
  /**
   * An AI benchmark job as DescribeAIBenchmarkJob returns it, decoded: one value. It has no figures: they are in the file
   * `profile_export_aiperf.json` of the archive below its S3OutputLocation.
   *
   * - **Fails**: as `job$` does.
   * - **Cost**: one call for each subscription.
   */
  benchmark$(jobName: string): Observable<AIBenchmarkJob>;
}

/** Makes the second generation of a connection. `watch$` watches a job of any kind, by its qualified name. */
export function aiRecommender(
  api: AiApi,
  watch$: (jobName: string, options?: WatchOptions) => Observable<WatchEvent>,
): AIRecommender {
  return {
    jobs$: filters => aiJobPages(api, RECOMMENDATION_JOBS, filters),
    job$: jobName => aiJobDescription(api, RECOMMENDATION_JOBS, jobName),
    watch$: (jobName, options) => watch$(qualified(jobName), options),
    benchmarks$: filters => aiJobPages(api, BENCHMARK_JOBS, filters),
    benchmark$: jobName => aiJobDescription(api, BENCHMARK_JOBS, jobName),
  };
}

/** A plain name is that of an AI recommendation job. Whatever else it is, the watch checks. */
const qualified = (jobName: string): string =>
  typeof jobName === 'string' && !jobName.includes('/') ? `ai-recommendation-job/${jobName}` : jobName;
