import type { AiApi } from '../../api/aiApi.js';
import type { WatchedJob } from '../../core/event.js';
import type { AIJobFilters } from '../../core/filters.js';
import { statusOfAI } from '../../core/aiStatus.js';
import { qualifiedName } from '../../core/jobKind.js';
import { aiJobListing } from '../../paging/aiJobListing.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import { readAllPages } from '../job/readAllPages.js';
import { WHOLE_SECOND_MS } from '../job/sameCreation.js';

/** Jobs of one AI kind, by plain names. */
export type ListedAIJobs = ReadonlyMap<string, WatchedJob>;

const NEWEST_FIRST = { sortBy: 'CreationTime', sortOrder: 'Descending' } as const;

/** Lists all jobs that match the filters, newest first, in the background class of permits. */
export async function readAIJobs<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  filters: AIJobFilters,
  signal: AbortSignal,
): Promise<ListedAIJobs> {
  const listing = aiJobListing(api, jobs, { ...NEWEST_FIRST, ...filters }, 'background');
  return byName(jobs, (await readAllPages(listing, signal)).flat());
}

/** The newest jobs of an account. */
export interface NewestAIJobs {
  readonly jobs: ListedAIJobs;
  /** Creation time, in milliseconds, from which on no job is missing; `-Infinity` where these are all. */
  readonly since: number;
}

/**
 * Lists the newest jobs, whatever their names and statuses: a page, and further ones until a job created before `until`.
 * Jobs that begin meanwhile move others to later pages: a job can be on two of them, and none is left out.
 */
export async function readNewestAIJobs<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  until: Date | undefined,
  signal: AbortSignal,
): Promise<NewestAIJobs> {
  const end = until === undefined ? Infinity : until.getTime() - WHOLE_SECOND_MS;
  const listing = aiJobListing(api, jobs, NEWEST_FIRST, 'background');
  const pages = await readAllPages(listing, signal, items => oldestOf(byName(jobs, items)) < end);
  const newest = byName(jobs, pages.flat());
  const since = oldestOf(newest);
  return { jobs: newest, since: since < end ? since : -Infinity };
}

/** The earliest creation time, in milliseconds; `Infinity` without any. */
const oldestOf = (jobs: ListedAIJobs): number =>
  [...jobs.values()].reduce(
    (oldest, { CreationTime }) => Math.min(oldest, CreationTime?.getTime() ?? Infinity),
    Infinity,
  );

function byName<S, J>(jobs: AIJobs<S, J>, items: readonly unknown[]): ListedAIJobs {
  return new Map(items.map(item => readJob(jobs, item)).filter(job => job !== undefined));
}

/** A job of the list. Of one that can't be decoded only name and status remain, if these can be read. */
function readJob<S, J>(
  { kind, members, decodeSummary, toWatched }: AIJobs<S, J>,
  item: unknown,
): [name: string, job: WatchedJob] | undefined {
  const { [members.name]: name, [members.status]: status } = Object(item) as Partial<Record<string, unknown>>;
  if (typeof name !== 'string' || typeof status !== 'string') return undefined;
  const decoded = decodeSummary(item, () => 'job');
  if (decoded._tag === 'Right') return [name, toWatched(decoded.right)];
  return [name, { JobName: qualifiedName({ kind, name }), Status: statusOfAI(status) }];
}
