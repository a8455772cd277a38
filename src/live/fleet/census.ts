import type { RecommenderApi } from '../../api/recommenderApi.js';
import { EmptyPagesError } from '../../core/errors.js';
import type { WatchedJob } from '../../core/event.js';
import { readFirstPage, readNewerJobs, type FleetFilters, type ListedJobs } from './readJobs.js';

/** What a census has found. */
export interface Census {
  readonly jobs: ListedJobs;
  /** Whether every running job is among them. Otherwise the service filters after it has cut a page. */
  readonly complete: boolean;
  /** Creation time of the newest job. */
  readonly newest: Date | undefined;
}

/** Statuses of running jobs, in the order of a job's life, so that a job that goes on meanwhile isn't missed. */
const RUNNING = ['PENDING', 'IN_PROGRESS', 'STOPPING'];

/**
 * Number of empty pages in a row from which on a service counts as one that filters after it has cut a page.
 * Its lists would go on through the whole history of the account.
 */
export const MAX_EMPTY_IN_A_ROW = 3;

/**
 * Lists all running jobs of an account, and the ones that were created last, whatever their status. That is
 * one call where a page has all jobs, and four where a page has the running jobs of each status.
 *
 * Where it hasn't, jobs that end move others between the pages, and a job could be left out. So only the
 * oldest are asked for by their status, and then all jobs that are newer than the oldest one.
 */
export async function takeCensus(
  api: RecommenderApi,
  filters: FleetFilters,
  signal: AbortSignal,
): Promise<Census> {
  const first = await unlessEmpty(readFirstPage(api, { ...filters, ...FEW_EMPTY }, signal));
  if (first === undefined) {
    const { jobs } = await readFirstPage(api, {}, signal);
    return { jobs: new Map(), complete: false, newest: latest(jobs) };
  }
  const newest = latest(first.jobs);
  if (first.whole) return { jobs: first.jobs, complete: true, newest };
  const all = new Map(first.jobs);
  let oldest: Date | undefined;
  let hasMore = false;
  const add = (jobs: ListedJobs): void => {
    for (const [name, job] of jobs) all.set(name, job);
  };
  for (const status of RUNNING) {
    const oldestFirst = { ...filters, ...FEW_EMPTY, status, sortOrder: 'Ascending' } as const;
    const running = await unlessEmpty(readFirstPage(api, oldestFirst, signal));
    if (running === undefined) return { jobs: all, complete: false, newest };
    add(running.jobs);
    hasMore ||= !running.whole;
    oldest = earliest([...running.jobs.values(), { CreationTime: oldest }]);
  }
  if (hasMore) add(await readNewerJobs(api, filters, oldest, signal));
  return { jobs: all, complete: true, newest };
}

const FEW_EMPTY = { maxEmptyPages: MAX_EMPTY_IN_A_ROW };

/** The answer; undefined where pages are empty although jobs follow. */
async function unlessEmpty<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EmptyPagesError) return undefined;
    throw error;
  }
}

const timesOf = (jobs: Iterable<Pick<WatchedJob, 'CreationTime'>>): readonly number[] =>
  [...jobs].flatMap(({ CreationTime }) => CreationTime?.getTime() ?? []);

/** The earliest creation time. */
export function earliest(jobs: Iterable<Pick<WatchedJob, 'CreationTime'>>): Date | undefined {
  const time = timesOf(jobs).reduce((a, b) => Math.min(a, b), Infinity);
  return time === Infinity ? undefined : new Date(time);
}

function latest(jobs: ListedJobs): Date | undefined {
  const time = timesOf(jobs.values()).reduce((a, b) => Math.max(a, b), -Infinity);
  return time === -Infinity ? undefined : new Date(time);
}
