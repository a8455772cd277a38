import { Observable } from 'rxjs';
import type { AiApi } from '../../api/aiApi.js';
import { EmptyPagesError } from '../../core/errors.js';
import type { WatchedJob, WatchEvent } from '../../core/event.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import type { CheckedFleetOptions } from '../fleet/fleetOptions.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { NO_FAILURES } from '../pace/pollBackoff.js';
import { pollDelayMs } from '../pace/schedule.js';
import { aiDescriptions } from './aiDescriptions.js';
import { newAIMember, type AIMember } from './aiMember.js';
import { aiRegistry } from './aiRegistry.js';
import { readAIJobs, readNewestAIJobs, type ListedAIJobs } from './readAIJobs.js';

/** Milliseconds from one census, of all running jobs, to the next. */
const CENSUS_MS = 600_000;
/** Statuses of running jobs, in the order of a job's life, so that a job that goes on meanwhile isn't missed. */
const RUNNING = ['IN_PROGRESS', 'STOPPING'];
/** Number of empty pages in a row from which on a service counts as one that filters after it has cut a page. */
const MAX_EMPTY_IN_A_ROW = 3;

/**
 * Follows every running job of one AI kind until unsubscribed: a cold stream of events, each subscription with calls of
 * its own.
 *
 * Each round lists the newest hundred jobs, whatever their status: that shows new jobs, every change of status, and jobs
 * that have begun and ended since the round before. Only where a followed job is older than these, the running jobs are
 * listed, too. A job is described when it is found, when it has ended, when a list that should have it lacks it, and
 * each ten minutes.
 */
export function followAIFleet<S, J>(
  api: AiApi,
  time: Time,
  jobs: AIJobs<S, J>,
  options: CheckedFleetOptions,
): Observable<WatchEvent> {
  return new Observable(subscriber => {
    const abort = new AbortController();
    const { signal } = abort;
    const isAborted = (): boolean => signal.aborted;
    const { filters, maxIntervalMs } = options;
    const grace = gracePeriod(time, options.credentialsGraceMs);
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    const fail = (error: unknown): void => {
      subscriber.error(error);
    };
    const memberOptions = { minIntervalMs: maxIntervalMs, staleAfterMs: options.staleAfterMs, emit };
    const registry = aiRegistry({
      kind: jobs.kind,
      time,
      options,
      isAborted,
      emit,
      newMember: (name, reported) => newAIMember(api, time, jobs, name, reported, memberOptions),
    });
    const descriptions = aiDescriptions({
      time,
      signal,
      grace,
      members: registry.members,
      confirmMs: maxIntervalMs,
      onEnd: registry.finish,
      onError: fail,
    });
    let censusAt = -Infinity;
    let failures = NO_FAILURES;

    /** Lists the running jobs that the filters leave; undefined where that would take the whole history of the account. */
    async function readRunning(
      statuses: readonly string[],
      maxEmptyPages?: number,
    ): Promise<ListedAIJobs | undefined> {
      const all = new Map<string, WatchedJob>();
      try {
        for (const status of statuses) {
          const listed = await readAIJobs(api, jobs, { ...filters, status, maxEmptyPages }, signal);
          for (const [name, job] of listed) all.set(name, job);
        }
        return all;
      } catch (error) {
        if (error instanceof EmptyPagesError) return undefined;
        throw error;
      }
    }

    /** Lists once, and applies it. */
    async function relist(): Promise<void> {
      const requestedAt = time.monotonic();
      const newest = await readNewestAIJobs(api, jobs, registry.newestCreation(), signal);
      if (isAborted()) return;
      registry.applyNewest(newest.jobs, requestedAt);
      const isCensus = requestedAt >= censusAt + CENSUS_MS;
      if (newest.since > -Infinity && (isCensus || hasOlder(registry.members(), newest.since, requestedAt))) {
        const statuses = isCensus ? RUNNING : RUNNING.slice(0, 1);
        const running = await readRunning(statuses, censusAt === -Infinity ? undefined : MAX_EMPTY_IN_A_ROW);
        if (running !== undefined && !isAborted()) registry.applyList(running, requestedAt);
      }
      if (isAborted()) return;
      if (isCensus) censusAt = requestedAt;
      registry.describeUnlisted(requestedAt);
    }

    async function run(): Promise<void> {
      while (!isAborted()) {
        const startedAt = time.monotonic();
        let delayMs = pollDelayMs(Infinity, options, time.random());
        try {
          await relist();
          if (isAborted()) return;
          grace.reset();
          descriptions.startDue();
          delayMs = Math.max(0, delayMs - (time.monotonic() - startedAt));
        } catch (error) {
          if (isAborted()) return;
          const retry = afterFailedPoll(error, failures, { time, grace, seen: censusAt > -Infinity });
          failures = retry.failures;
          delayMs = retry.delayMs;
          for (const { freshness } of registry.members()) freshness.failed(error);
        }
        await pause(time, delayMs, signal);
      }
    }

    subscriber.add(() => {
      abort.abort();
      descriptions.stop();
      for (const member of registry.members()) member.end();
    });
    run().catch(fail);
  });
}

/** Whether a member is older than the listed jobs, from `since` on, so that these say nothing of it. */
const hasOlder = (members: Iterable<AIMember>, since: number, requestedAt: number): boolean =>
  [...members].some(
    ({ joinedAt, follower }) =>
      joinedAt < requestedAt && (follower.job()?.CreationTime?.getTime() ?? -Infinity) < since,
  );
