import type { RecommenderApi } from '../../api/recommenderApi.js';
import { EmptyPagesError } from '../../core/errors.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { NO_FAILURES } from '../pace/pollBackoff.js';
import { pollDelayMs } from '../pace/schedule.js';
import { MAX_EMPTY_IN_A_ROW, takeCensus } from './census.js';
import { isConfirmedByList } from './fleetMember.js';
import type { CheckedFleetOptions } from './fleetOptions.js';
import type { JobPolls } from './jobPolls.js';
import type { JobRegistry } from './jobRegistry.js';
import { readJobs, readNewerJobs } from './readJobs.js';

export interface RelistOptions {
  readonly api: RecommenderApi;
  readonly time: Time;
  readonly signal: AbortSignal;
  readonly options: CheckedFleetOptions;
  readonly registry: JobRegistry;
  readonly polls: JobPolls;
}

/** Milliseconds from one full relist, of all running jobs, to the next. */
const FULL_RELIST_MS = 600_000;
/** Part of the longest time between two lists from which on the fleet counts as quiet. */
const QUIET = 0.8;
/** Time between two resyncs, in longest times between two lists: every third list of a quiet fleet. */
const RESYNC_CYCLES = 2.4;
/** Longest time in which each job of a quiet fleet is resynced, in milliseconds. */
const RESYNC_ROUND_MS = 2_400_000;
/** Factor of the time between two lists that are reliable for few jobs. */
const UNRELIABLE_CYCLES = 3;
/** Milliseconds from a failed walk through the account's history to the next one. */
const HISTORY_RETRY_MS = 30_000;

/**
 * Lists the jobs of an account again and again, until the signal fires. The first list shows which jobs run;
 * each one after it shows what has changed since. Rejects with an error that retrying can't help with.
 */
export async function relistJobs(given: RelistOptions): Promise<void> {
  const { api, time, signal, options, registry, polls } = given;
  const grace = gracePeriod(time, options.credentialsGraceMs);
  const isAborted = (): boolean => signal.aborted;
  const { filters } = options;
  let unchangedLists = 0;
  /** Number of resyncs that are due, with a fraction. */
  let resyncsDue = 0;
  let failures = NO_FAILURES;
  let fullRelistAt = -Infinity;
  /** Whether the service filters after it has cut a page, so that filtered lists go through the whole history. */
  let filtersLate = false;

  /** Lists once. Resolves with the milliseconds until the next list. */
  async function relist(): Promise<number> {
    const requestedAt = time.monotonic();
    try {
      const changed = await applyNextList(requestedAt);
      if (isAborted()) return 0;
      grace.reset();
      for (const member of registry.members()) {
        member.listFailing = false;
        if (isAborted()) return 0;
        if (isConfirmedByList(member)) member.freshness.polled(requestedAt, member.follower.invalid());
      }
      unchangedLists = changed ? 0 : unchangedLists + 1;
      return pollDelayMs(unchangedLists, options, time.random());
    } catch (error) {
      return isAborted() ? 0 : failed(error);
    }
  }

  async function applyNextList(requestedAt: number): Promise<boolean> {
    if (requestedAt >= fullRelistAt) return applyCensus(requestedAt);
    const lastModifiedTimeAfter = registry.since();
    if (lastModifiedTimeAfter === undefined) return applyCensus(requestedAt);
    if (filtersLate) return applyNewer(requestedAt);
    const changed = { ...filters, lastModifiedTimeAfter, maxEmptyPages: MAX_EMPTY_IN_A_ROW };
    try {
      const jobs = await readJobs(api, changed, signal);
      return !isAborted() && registry.applyList(jobs, requestedAt, false);
    } catch (error) {
      if (!(error instanceof EmptyPagesError)) throw error;
      filtersLate = true;
      return applyNewer(requestedAt);
    }
  }

  async function applyCensus(requestedAt: number): Promise<boolean> {
    const { jobs, complete, newest } = await takeCensus(api, filters, signal);
    if (isAborted()) return false;
    const isFirst = fullRelistAt === -Infinity;
    fullRelistAt = requestedAt + FULL_RELIST_MS;
    filtersLate = !complete;
    registry.begin(newest);
    const changed = registry.applyList(jobs, requestedAt, complete);
    if (isFirst && !complete) void walkHistory();
    return changed;
  }

  /** Lists the jobs from the newest to the oldest that is followed: all of them, changed or not. */
  async function applyNewer(requestedAt: number): Promise<boolean> {
    const jobs = await readNewerJobs(api, filters, registry.oldest(), signal);
    return !isAborted() && registry.applyList(jobs, requestedAt, true);
  }

  /** Finds the running jobs in the whole history of the account, page by page, beside the other lists. */
  async function walkHistory(): Promise<void> {
    while (!isAborted()) {
      const requestedAt = time.monotonic();
      try {
        await readNewerJobs(api, filters, undefined, signal, jobs => {
          if (!isAborted()) registry.applyList(jobs, requestedAt, false);
          polls.startDue();
        });
        return;
      } catch {
        // The other lists meet the same error, and report it.
        await pause(time, HISTORY_RETRY_MS, signal);
      }
    }
  }

  function failed(error: unknown): number {
    const seen = fullRelistAt > -Infinity;
    const retry = afterFailedPoll(error, failures, { time, grace, seen });
    failures = retry.failures;
    for (const member of registry.members()) {
      member.listFailing = member.listReliable;
      if (member.listReliable) member.freshness.failed(error);
    }
    return retry.delayMs;
  }

  /** Whether the list has missed changes of most jobs, so that it is needed for new jobs above all. */
  function isUnreliable(): boolean {
    const members = [...registry.members()];
    return 2 * members.filter(({ listReliable }) => !listReliable).length > members.length;
  }

  /** Allows resyncs for a time that has passed, and returns whether the fleet is so small that one is enough. */
  function allowResyncs(elapsedMs: number, quiet: boolean): boolean {
    const jobs = [...registry.members()].length;
    const usualMs = RESYNC_CYCLES * options.maxIntervalMs;
    const everyMs = quiet ? Math.min(usualMs, RESYNC_ROUND_MS / Math.max(1, jobs)) : usualMs;
    resyncsDue += elapsedMs / everyMs;
    if (resyncsDue < 1) return false;
    polls.allowResyncs(Math.floor(resyncsDue));
    resyncsDue %= 1;
    return everyMs === usualMs;
  }

  while (!isAborted()) {
    const startedAt = time.monotonic();
    const elapsedMs = (): number => time.monotonic() - startedAt;
    const delayMs = await relist();
    if (isAborted()) return;
    polls.startDue();
    const dueMs = (isUnreliable() ? UNRELIABLE_CYCLES : 1) * delayMs;
    await pause(time, Math.max(0, dueMs - elapsedMs()), signal);
    // A list is of no use before the changes that the last one has shown are read.
    await polls.caughtUp(options.maxIntervalMs);
    const quiet = unchangedLists > 0 && delayMs >= QUIET * options.maxIntervalMs;
    // In a quiet fleet the resync replaces a list, so that a cycle still costs one call.
    if (allowResyncs(elapsedMs(), quiet) && quiet) await pause(time, delayMs, signal);
  }
}
