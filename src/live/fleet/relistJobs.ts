import type { RecommenderApi } from '../../api/recommenderApi.js';
import { pause } from '../../core/pause.js';
import type { Time } from '../../core/time.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { NO_FAILURES } from '../pace/pollBackoff.js';
import { pollDelayMs } from '../pace/schedule.js';
import { isConfirmedByList } from './fleetMember.js';
import type { CheckedFleetOptions } from './fleetOptions.js';
import type { JobPolls } from './jobPolls.js';
import type { JobRegistry } from './jobRegistry.js';
import { readJobs, readNewest, type ListedJobs } from './readJobs.js';

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
/** Every third cycle polls one job for which the list reported no change. */
const RESYNC_CYCLE = 3;
/** Part of the longest pause from which on the fleet counts as quiet. */
const QUIET = 0.8;
/** Statuses of running jobs, in the order of a job's life, so that a job that goes on meanwhile isn't missed. */
const RUNNING = ['PENDING', 'IN_PROGRESS', 'STOPPING'];

/**
 * Lists the jobs of an account again and again, until the signal fires. The first list shows which jobs run;
 * each one after it shows what has changed since. Rejects with an error that retrying can't help with.
 */
export async function relistJobs(given: RelistOptions): Promise<void> {
  const { api, time, signal, options, registry, polls } = given;
  const grace = gracePeriod(time, options.credentialsGraceMs);
  const isAborted = (): boolean => signal.aborted;
  let cycles = 0;
  let unchangedLists = 0;
  let failures = NO_FAILURES;
  let fullRelistAt = -Infinity;

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
    const lastModifiedTimeAfter = registry.since();
    if (lastModifiedTimeAfter !== undefined && requestedAt < fullRelistAt) {
      const jobs = await readJobs(api, { ...options.filters, lastModifiedTimeAfter }, signal);
      return !isAborted() && registry.applyList(jobs, requestedAt, false);
    }
    const jobs = await listRunning();
    fullRelistAt = requestedAt + FULL_RELIST_MS;
    return !isAborted() && registry.applyList(jobs, requestedAt, true);
  }

  /** All running jobs, and the ones created last, whatever their status. */
  async function listRunning(): Promise<ListedJobs> {
    const { jobs, whole } = await readNewest(api, options.filters, signal);
    if (whole) return jobs;
    const all = new Map(jobs);
    for (const status of RUNNING) {
      const running = await readJobs(api, { ...options.filters, status }, signal);
      for (const [name, job] of running) all.set(name, job);
    }
    return all;
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

  while (!isAborted()) {
    cycles += 1;
    const delayMs = await relist();
    if (isAborted()) return;
    polls.startDue();
    await pause(time, delayMs, signal);
    if (cycles % RESYNC_CYCLE !== 0) continue;
    polls.allowResync();
    // In a quiet fleet the resync replaces a list, so that a cycle still costs one call.
    if (unchangedLists > 0 && delayMs >= QUIET * options.maxIntervalMs) await pause(time, delayMs, signal);
  }
}
