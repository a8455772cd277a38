import { Observable } from 'rxjs';
import type { AiApi } from '../../api/aiApi.js';
import { EmptyPagesError } from '../../core/errors.js';
import type { WatchedJob, WatchEvent } from '../../core/event.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import { endedJobs } from '../fleet/endedJobs.js';
import type { CheckedFleetOptions } from '../fleet/fleetOptions.js';
import { isLaterCreation } from '../job/sameCreation.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { NO_FAILURES } from '../pace/pollBackoff.js';
import { pollDelayMs } from '../pace/schedule.js';
import { aiDescriptions, makeDue } from './aiDescriptions.js';
import { newAIMember, type AIMember } from './aiMember.js';
import { readAIJobs, readNewestAIJobs, type ListedAIJobs, type NewestAIJobs } from './readAIJobs.js';

/** Milliseconds from one census, of all running jobs, to the next. */
const CENSUS_MS = 600_000;
/** Statuses of running jobs, in the order of a job's life, so that a job that goes on meanwhile isn't missed. */
const RUNNING = ['IN_PROGRESS', 'STOPPING'];
/** Number of empty pages in a row from which on a service counts as one that filters after it has cut a page. */
const MAX_EMPTY_IN_A_ROW = 3;
/** The names that AWS gives to the benchmark jobs of recommendation jobs begin with this. */
const CHILD = 'ai-rec-';

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
    const members = new Map<string, AIMember>();
    const ended = endedJobs();
    const grace = gracePeriod(time, options.credentialsGraceMs);
    const memberOptions = {
      minIntervalMs: maxIntervalMs,
      staleAfterMs: options.staleAfterMs,
      emit: (event: WatchEvent) => {
        subscriber.next(event);
      },
    };
    let censusAt = -Infinity;
    let failures = NO_FAILURES;

    function finish(member: AIMember): void {
      members.delete(member.name);
      const done = member.follower.doneEvent();
      member.end();
      ended.add(done?.job ?? { JobName: member.follower.jobName, Status: 'DELETED' }, time.monotonic());
      if (done !== undefined) subscriber.next(done);
    }

    const descriptions = aiDescriptions({
      time,
      signal,
      grace,
      members: () => members.values(),
      confirmMs: maxIntervalMs,
      onEnd: finish,
      onError: error => {
        subscriber.error(error);
      },
    });

    function isWanted(name: string, { CreationTime }: WatchedJob): boolean {
      const { nameContains = '', creationTimeAfter: after, creationTimeBefore: before } = filters;
      return (
        name.includes(nameContains) &&
        (after === undefined || CreationTime === undefined || CreationTime > after) &&
        (before === undefined || CreationTime === undefined || CreationTime < before) &&
        (jobs.kind !== 'benchmark' || options.childBenchmarks || !name.startsWith(CHILD))
      );
    }

    function join(name: string, job: WatchedJob, requestedAt: number): void {
      const member = newAIMember(api, time, jobs, name, ended.endOf(job.JobName), memberOptions);
      members.set(name, member);
      member.listedAt = requestedAt;
      member.follower.applySummary(job);
    }

    /** Applies what a list shows of a member. */
    function applyTo(member: AIMember, job: WatchedJob, requestedAt: number): void {
      const wasOver = member.follower.isOver();
      member.listedAt = requestedAt;
      const { unconfirmed } = member.follower.applySummary(job);
      if (unconfirmed || (member.follower.isOver() && !wasOver)) makeDue(member, time.monotonic());
      if (!member.failing) member.freshness.polled(requestedAt, member.follower.invalid());
    }

    function applyList(listed: ListedAIJobs, requestedAt: number): void {
      for (const [name, job] of listed) {
        if (isAborted()) return;
        const member = members.get(name);
        const isReplaced = isLaterCreation(job.CreationTime, member?.follower.job()?.CreationTime);
        if (member !== undefined && !isReplaced) applyTo(member, job, requestedAt);
        else if (isWanted(name, job) && (isReplaced || ended.isNew(job, requestedAt))) {
          if (member !== undefined) replace(member);
          if (isAborted()) return;
          join(name, job, requestedAt);
        }
      }
    }

    /** Ends a member in whose place there is another job of its name. */
    function replace(member: AIMember): void {
      const { follower } = member;
      if (!follower.isOver()) follower.applySummary({ JobName: follower.jobName, Status: 'DELETED' });
      finish(member);
    }

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
      const newest = await readNewestAIJobs(api, jobs, ended.newestCreation(), signal);
      if (isAborted()) return;
      const isFirst = censusAt === -Infinity;
      applyList(newest.jobs, requestedAt);
      ended.applyList(newest.jobs);
      const older = [...members.values()].filter(
        member => member.joinedAt < requestedAt && isOlder(member, newest),
      );
      const isCensus = requestedAt >= censusAt + CENSUS_MS;
      if (isCensus) censusAt = requestedAt;
      const statuses = isCensus ? RUNNING : RUNNING.slice(0, 1);
      if (newest.since > -Infinity && (isCensus || older.length > 0)) {
        const running = await readRunning(statuses, isFirst ? undefined : MAX_EMPTY_IN_A_ROW);
        if (running !== undefined && !isAborted()) applyList(running, requestedAt);
      }
      if (isAborted()) return;
      for (const member of members.values())
        if (member.listedAt < requestedAt && member.joinedAt < requestedAt) makeDue(member, time.monotonic());
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
          for (const member of members.values()) member.freshness.failed(error);
        }
        await pause(time, delayMs, signal);
      }
    }

    subscriber.add(() => {
      abort.abort();
      descriptions.stop();
      for (const member of members.values()) member.end();
    });
    run().catch((error: unknown) => {
      subscriber.error(error);
    });
  });
}

/** Whether a job is older than those that were listed, so that these say nothing of it. */
const isOlder = ({ follower }: AIMember, { since }: NewestAIJobs): boolean =>
  (follower.job()?.CreationTime?.getTime() ?? -Infinity) < since;
