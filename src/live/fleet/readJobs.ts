import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { WatchedJob } from '../../core/event.js';
import type { JobFilters } from '../../core/filters.js';
import { decodeWith } from '../../decode/decodeWith.js';
import { JobSummary } from '../../decode/job.js';
import { jobListing } from '../../paging/jobListing.js';
import { startWalk } from '../../paging/walk.js';
import { readAllPages } from '../job/readAllPages.js';
import { WHOLE_SECOND_MS } from '../job/sameCreation.js';

/** Jobs by name. A job that is on two pages, as the list moved between them, is as the later page has it. */
export type ListedJobs = ReadonlyMap<string, WatchedJob>;

/** No default order is documented for this operation, so each list of a fleet asks for one. */
const NEWEST_FIRST = { sortBy: 'CreationTime', sortOrder: 'Descending' } as const;

/** Lists all jobs that match the filters, newest first, in the background class of permits. */
export async function readJobs(
  api: RecommenderApi,
  filters: JobFilters,
  signal: AbortSignal,
): Promise<ListedJobs> {
  const listing = jobListing(api, { ...NEWEST_FIRST, ...filters }, 'background');
  const pages = await readAllPages(listing, signal);
  return byName(pages.flat());
}

/** The filters of a fleet. */
export type FleetFilters = Pick<JobFilters, 'nameContains' | 'creationTimeAfter' | 'creationTimeBefore'>;

/**
 * Lists the jobs from the newest to the one created at `oldest`, and the rest of its page. Jobs that begin
 * meanwhile move others to later pages: a job can be on two of them, and none is left out.
 *
 * The filters are applied here: a service that applies them after it has cut a page would go on through the
 * whole history. Pages are given to `onPage` as they arrive. Without `oldest` it is the whole account.
 */
export async function readNewerJobs(
  api: RecommenderApi,
  filters: FleetFilters,
  oldest: Date | undefined,
  signal: AbortSignal,
  onPage?: (jobs: ListedJobs) => void,
): Promise<ListedJobs> {
  const all = new Map<string, WatchedJob>();
  const end = Math.max(Number(oldest ?? -Infinity), Number(filters.creationTimeAfter ?? -Infinity));
  await readAllPages(jobListing(api, NEWEST_FIRST, 'background'), signal, items => {
    const page = [...byName(items).values()];
    const jobs = new Map(page.filter(job => isMatch(job, filters)).map(job => [job.JobName, job]));
    onPage?.(jobs);
    for (const [name, job] of jobs) all.set(name, job);
    return page.some(({ CreationTime }) => Number(CreationTime ?? Infinity) < end - WHOLE_SECOND_MS);
  });
  return all;
}

function isMatch({ JobName, CreationTime }: WatchedJob, filters: FleetFilters): boolean {
  const { nameContains = '', creationTimeAfter, creationTimeBefore } = filters;
  return (
    JobName.includes(nameContains) &&
    (creationTimeAfter === undefined || CreationTime === undefined || CreationTime > creationTimeAfter) &&
    (creationTimeBefore === undefined || CreationTime === undefined || CreationTime < creationTimeBefore)
  );
}

/** Lists the first page with jobs. `whole` says whether there are no others. Default order: newest first. */
export async function readFirstPage(
  api: RecommenderApi,
  filters: JobFilters,
  signal: AbortSignal,
): Promise<{ readonly jobs: ListedJobs; readonly whole: boolean }> {
  const { first, fetchPage } = startWalk(jobListing(api, { ...NEWEST_FIRST, ...filters }, 'background'));
  for (let state = first; state !== undefined;) {
    const { page, next, error } = await fetchPage(state, signal);
    if (error !== undefined) throw error;
    const whole = page.nextToken === undefined;
    if (page.items.length > 0 || whole) return { jobs: byName(page.items), whole };
    // The service may return an empty page although jobs follow.
    state = next;
  }
  return { jobs: new Map(), whole: true };
}

function byName(items: readonly unknown[]): ListedJobs {
  return new Map(items.flatMap(item => readJob(item) ?? []).map(job => [job.JobName, job]));
}

/** A job of the list. Of one that can't be decoded only name and status remain, if these can be read. */
function readJob(item: unknown): WatchedJob | undefined {
  const decoded = decodeWith(JobSummary, item, () => 'job');
  if (decoded._tag === 'Right') return decoded.right;
  const { JobName, Status } = (item ?? {}) as Partial<Record<string, unknown>>;
  return typeof JobName === 'string' && typeof Status === 'string' ? { JobName, Status } : undefined;
}
