import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { WatchedJob } from '../../core/event.js';
import type { JobFilters } from '../../core/filters.js';
import { LARGEST_PAGE } from '../../core/listingOptions.js';
import { decodeWith } from '../../decode/decodeWith.js';
import { JobSummary } from '../../decode/job.js';
import { jobListing } from '../../paging/jobListing.js';
import { startWalk } from '../../paging/walk.js';
import { readAllPages } from '../job/readAllPages.js';

/** Jobs by name. A job that is on two pages, as the list moved between them, is as the later page has it. */
export type ListedJobs = ReadonlyMap<string, WatchedJob>;

/** No default order is documented for this operation: the order that the fleet relies on is asked for. */
const NEWEST_FIRST = { sortBy: 'CreationTime', sortOrder: 'Descending' } as const;

/** Lists all jobs that match the filters, in the background class of permits. */
export async function readJobs(
  api: RecommenderApi,
  filters: JobFilters,
  signal: AbortSignal,
): Promise<ListedJobs> {
  const pages = await readAllPages(jobListing(api, { ...filters, ...NEWEST_FIRST }, 'background'), signal);
  return byName(pages.flat());
}

/** Lists the page of the jobs that were created last. `whole` says whether there are no others. */
export async function readNewest(
  api: RecommenderApi,
  filters: JobFilters,
  signal: AbortSignal,
): Promise<{ readonly jobs: ListedJobs; readonly whole: boolean }> {
  const listing = jobListing(api, { ...filters, ...NEWEST_FIRST, maxItems: LARGEST_PAGE }, 'background');
  const { first, fetchPage } = startWalk(listing);
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
