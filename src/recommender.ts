import { pipe } from 'fp-ts/lib/function.js';
import { defer, type Observable } from 'rxjs';
import { checkConnectOptions, type ConnectOptions } from './api/connectOptions.js';
import { rateLimiterOf } from './api/rateLimiterOf.js';
import { borrowedClient, ownClient, sageMakerApi } from './api/sageMakerApi.js';
import { lifetime } from './api/lifetime.js';
import { withDeadline } from './api/withDeadline.js';
import { withPermit } from './api/withPermit.js';
import { withRetry } from './api/withRetry.js';
import { withRetryNotice } from './api/withRetryNotice.js';
import { withTrace } from './api/withTrace.js';
import { withWholePages } from './api/withWholePages.js';
import type { JobFilters, StepFilters } from './core/filters.js';
import type { WatchEvent } from './core/event.js';
import type { Job } from './core/job.js';
import type { JobsPage, StepsPage } from './core/page.js';
import type { ScalingAdvice, ScalingPick, ScalingTraffic } from './core/scaling.js';
import { systemTime } from './core/time.js';
import { aiRecommender, type AIRecommender } from './live/ai/aiRecommender.js';
import type { FleetOptions } from './live/fleet/fleetOptions.js';
import { sharedJobList } from './live/sharedJobList.js';
import { sharedWatches } from './live/sharedWatches.js';
import { untilClosed } from './live/untilClosed.js';
import { watchAnyFleet } from './live/watchAnyFleet.js';
import { watchAnyJob } from './live/watchAnyJob.js';
import type { WatchOptions } from './live/watchOptions.js';
import { jobDescription } from './paging/jobDescription.js';
import { jobPages } from './paging/jobPages.js';
import { asyncStepPages } from './paging/asyncStepPages.js';
import { scalingAdvice } from './paging/scalingAdvice.js';
import { stepPages } from './paging/stepPages.js';

export type { ConnectOptions } from './api/connectOptions.js';

/** A connection to Inference Recommender. All of its streams share one rate limit. */
export interface Recommender {
  /**
   * The steps of a job, page by page: a cold stream, one call for each page, each subscription a listing
   * of its own.
   *
   * - **Order**: that of the service, each page as received; the end is a page without `nextToken`.
   * - **Skips**: items that are `null`, with the notice `NULL_ITEMS`.
   * - **Fails**: with a `StepstreamError`: `INVALID_INPUT` and `INVALID_TOKEN` before any call; the error of
   *   the last attempt of a call; `TOKEN_LOOP` where the service repeats a token. Each error after the first
   *   call has a `resumeToken`.
   * - **Cost**: one call for each page and one permit for each attempt; `take(1)` is one call.
   *
   * Unsubscribing ends the running call and its waits at once. It never stops the job.
   */
  steps$(jobName: string, filters?: StepFilters): Observable<StepsPage>;
  /**
   * The same listing as an async iterable, for `for await`: a page is fetched when it is requested, so
   * nothing runs ahead of a slow reader. Leaving the loop aborts a page that is being fetched.
   */
  pages(jobName: string, filters?: StepFilters): AsyncIterable<StepsPage>;
  /**
   * A job as DescribeInferenceRecommendationsJob returns it, decoded: one value. It has ten recommendations
   * at most; the listing of the steps has all of them.
   *
   * - **Fails**: as `steps$` does, and with a `DecodeError` where the answer can't be decoded.
   * - **Cost**: one call for each subscription.
   */
  job$(jobName: string): Observable<Job>;
  /**
   * The jobs of the account and region, page by page, each decoded: a cold stream, one call for each page.
   *
   * - **Order**: newest first, unless `sortBy` and `sortOrder` say otherwise; the service sorts and
   *   filters.
   * - **Fails**: as `steps$` does, and with one `DecodeError` for a page with jobs that can't be decoded,
   *   after the page with the others.
   * - **Cost**: as `steps$`.
   */
  jobs$(filters?: JobFilters): Observable<JobsPage>;
  /**
   * Follows a job until it is over: a cold stream of events, each subscription a poller of its own. For a job
   * that is over already it emits the steps and completes. A plain name is that of an Inference Recommender job; a
   * qualified one, such as `ai-recommendation-job/nightly`, follows an AI job, as `ai.watch$` does.
   *
   * - **Order**: the job first, then its steps, then `synced`, then each change as it is found. A step never
   *   goes back to an earlier state, and no event is without a change. States between two polls are skipped.
   *   `done` is the last event.
   * - **Fails**: with `INVALID_INPUT` before any call; `NOT_FOUND` where the job never existed, and
   *   `NETWORK` where the region doesn't; `UNSETTLED` where its steps still change after its end;
   *   `ACCESS_DENIED`, `EXPIRED_CREDENTIALS` and `MISSING_CREDENTIALS` after `credentialsGraceMs`; `VALIDATION`; `CLOSED`; `DECODE` in place of
   *   `done`, see `onInvalid`. After any other error polls are retried: `stale` is emitted, and `fresh` when
   *   they succeed again.
   * - **Cost**: a poll each 5 to 60 s, of one call for each 100 steps, and in some polls one more for the job.
   *   Watches of one connection share a list of jobs, which takes the place of most descriptions. All calls are
   *   background calls. Remembers each step.
   *
   * FAILED, STOPPED and DELETED are final statuses like COMPLETED; `orFail()` turns the first two into errors.
   * A job that no longer exists is DELETED. Unsubscribing ends everything at once. It never stops the job.
   *
   * @example
   * ```ts
   * import { connect } from 'stepstream';
   *
   * connect()
   *   .watch$('my-job', { maxIntervalMs: 30_000 })
   *   .subscribe(event => {
   *     if (event.type === 'step') console.log(event.change, event.key, event.step.Status);
   *     if (event.type === 'done') console.log(event.job.Status, event.job.FailureReason ?? '');
   *   });
   * ```
   */
  watch$(jobName: string, options?: WatchOptions): Observable<WatchEvent>;
  /**
   * The same events, from one poller for each job and any number of subscribers. A late subscriber receives
   * the present state first: the job, its steps as `added`, `synced`, and `stale` while that lasts. Then it
   * receives the events as they happen, without gap or repeat. The poller stops with its last subscriber.
   *
   * The options are those of the first subscriber; those of later ones are checked and not used. Fails and
   * costs as `watch$`, once for all.
   *
   * @example
   * ```ts
   * import { connect, snapshots } from 'stepstream';
   *
   * const recommender = connect();
   * const state$ = recommender.shared$('my-job').pipe(snapshots());
   * state$.subscribe(({ steps }) => console.log(steps.size, 'steps'));
   * state$.subscribe(({ job }) => console.log(job?.Status)); // the same poller
   * ```
   */
  shared$(jobName: string, options?: WatchOptions): Observable<WatchEvent>;
  /**
   * Follows every running job of the account and region, until unsubscribed: a cold stream of events, each
   * subscription with calls of its own. New jobs are followed as they start, each until it is over. `kinds` says whether
   * AI jobs are among them; by default they aren't, as they take further rights.
   *
   * - **Order**: for each job as with `watch$`: the job first, its steps, `synced`, each change as it is
   *   found, `done` as the last event. There is no order between two jobs.
   * - **Skips**: jobs that had ended before, and jobs that are being deleted when they are first seen.
   * - **Fails**: with `INVALID_INPUT` before any call; `NETWORK` where the region doesn't exist;
   *   `ACCESS_DENIED`, `EXPIRED_CREDENTIALS` and `MISSING_CREDENTIALS` after `credentialsGraceMs`;
   *   `VALIDATION`; `CLOSED`. After any other
   *   error polls are retried: `stale` is emitted for each job concerned, and `fresh` when they succeed
   *   again. An error of one job never ends the others.
   * - **Cost**: a list of jobs each 0.5 to 10 s, and a call for each 100 steps of each job that changed, all of
   *   them background calls, with `quotaShare` of the quota at most. Jobs whose changes the list doesn't show
   *   are polled in turn. Each AI kind is a list of its newest jobs each 9 to 10 s, one more while a followed job is older
   *   than the newest hundred, and three descriptions of a job or so, and one more each ten minutes. Remembers each step of the running jobs, and the names of 2,000 ended ones.
   *
   * It never completes by itself, and it never stops a job.
   *
   * @example
   * ```ts
   * import { connect } from 'stepstream';
   *
   * const recommender = connect({ region: 'eu-west-1' });
   * recommender.fleet$({ nameContains: 'nightly' }).subscribe(event => {
   *   if (event.type === 'done') console.log(event.jobName, event.job.Status);
   * });
   * ```
   */
  fleet$(options?: FleetOptions): Observable<WatchEvent>;
  /**
   * Asks AWS how an endpoint should scale, for a result of a finished Inference Recommender job and your traffic: one
   * value. `pick` is a step of the job, or its name and the RecommendationId of one of its recommendations.
   *
   * - **Unit**: `minPerMinute` and `maxPerMinute` are invocations a minute; `targetCpuPercent` is percent of each core,
   *   1 to 100, by AWS's default 50. Cooldowns are in milliseconds. What AWS leaves out is undefined.
   * - **Fails**: with `INVALID_INPUT` before any call: for a serverless step, for a recommendation of an AI job, for a step
   *   that hasn't completed, and for a job that a running `shared$` of this connection knows to run. Else as `job$` does; AWS documents only that the job must have completed, and that
   *   the step should be among its recommendations, ten at most.
   * - **Cost**: one call for each subscription.
   *
   * @example
   * ```ts
   * import { connect, bestByCost } from 'stepstream';
   * import { lastValueFrom } from 'rxjs';
   *
   * const recommender = connect();
   * const pick = await lastValueFrom(recommender.steps$('my-job').pipe(bestByCost()));
   * recommender
   *   .scaling$(pick, { minPerMinute: 600, maxPerMinute: 9_000 })
   *   .subscribe(({ minCapacity, maxCapacity, policies }) => console.log(minCapacity, maxCapacity, policies));
   * ```
   */
  scaling$(pick: ScalingPick, traffic?: ScalingTraffic): Observable<ScalingAdvice>;
  /** The second generation: AI recommendation jobs and AI benchmark jobs. */
  readonly ai: AIRecommender;
  /**
   * Ends every stream with `ClosedError`. Resolves when no call and no timer is left. A client of your own
   * isn't destroyed.
   */
  close(): Promise<void>;
  /** Closes the connection, for `await using recommender = connect()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Connects to Inference Recommender, without any call yet.
 *
 * Pass a `client` of your own, or `region` and `endpoint` for one that is made here with the default
 * credential chain. Fails with `InvalidInputError`, which names the option; a missing region or missing
 * credentials are errors of the first call. An idle connection never keeps the process alive.
 *
 * @example
 * ```ts
 * import { connect, decodeSteps } from 'stepstream';
 *
 * const recommender = connect({ region: 'eu-west-1', quota: { perSecond: 2, burst: 2 } });
 * recommender
 *   .steps$('my-job', { status: 'COMPLETED' })
 *   .pipe(decodeSteps())
 *   .subscribe(step => console.log(step.InferenceBenchmark?.Metrics));
 * ```
 */
export function connect(options?: ConnectOptions): Recommender {
  const { client: given, region, endpoint, quota, retry } = checkConnectOptions(options);
  const { client, dispose } = given === undefined ? ownClient({ region, endpoint }) : borrowedClient(given);
  const limiter = rateLimiterOf(quota, systemTime);
  const fleetQuota = { perSecond: quota.perSecond, isShared: quota.shared !== undefined };
  const life = lifetime();
  const api = pipe(
    sageMakerApi(client, systemTime.now),
    withDeadline(retry.attemptDeadlineMs, systemTime),
    withPermit(limiter),
    withRetry(retry, systemTime),
    withRetryNotice(client),
    withTrace,
    withWholePages,
    life.wrapper,
  );
  const jobList = sharedJobList(api, systemTime);
  const watch$ = (jobName: string, options?: WatchOptions): Observable<WatchEvent> =>
    watchAnyJob(api, systemTime, jobName, options, jobList).pipe(untilClosed(life.closing));
  const watches = sharedWatches(watch$, systemTime);
  const close = async (): Promise<void> => {
    await life.end();
    await limiter.close();
    dispose();
  };
  return {
    steps$: (jobName, filters) => stepPages(api, jobName, filters),
    pages: (jobName, filters) => asyncStepPages(api, jobName, filters),
    job$: jobName => jobDescription(api, jobName),
    jobs$: filters => jobPages(api, filters),
    watch$,
    ai: aiRecommender(api, watch$),
    scaling$: (pick, traffic) => scalingAdvice(api, pick, traffic, watches.jobOf),
    shared$: watches.shared$,
    fleet$: options => watchAnyFleet(api, systemTime, options, fleetQuota).pipe(untilClosed(life.closing)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

let shared: Recommender | undefined;

/**
 * The recommender behind the top-level `steps$`: made on first use, with region and credentials from the
 * environment and the default quota. Closing it closes the top-level `steps$` for as long as the process lives.
 *
 * @example
 * ```ts
 * import { defaultRecommender } from 'stepstream';
 *
 * defaultRecommender()
 *   .jobs$({ status: 'COMPLETED' })
 *   .subscribe(({ jobs }) => console.log(jobs.map(({ JobName }) => JobName)));
 * ```
 */
export function defaultRecommender(): Recommender {
  return (shared ??= connect());
}

/**
 * The steps of a job, page by page, on `defaultRecommender()`; see `Recommender.steps$`.
 *
 * @example
 * ```ts
 * import { steps$, bestByCost } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(bestByCost())
 *   .subscribe(step => console.log('cheapest so far', step));
 * ```
 */
export function steps$(jobName: string, filters?: StepFilters): Observable<StepsPage> {
  return defer(() => defaultRecommender().steps$(jobName, filters));
}
