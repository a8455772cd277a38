import type { RecommenderApi } from '../../api/recommenderApi.js';
import { StepstreamError } from '../../core/errors.js';
import type { WatchedJob } from '../../core/event.js';
import { jobListing } from '../../paging/jobListing.js';
import { readAllPages } from './readAllPages.js';

/** Milliseconds around the creation time that a list of jobs is asked for, as its times may be whole seconds. */
const MARGIN_MS = 2_000;

/**
 * Whether the account's list of jobs, or the list of its steps, still shows a job that Describe doesn't find.
 * Two calls at most, in the background class of permits, unless the list has more pages.
 *
 * A list that can't be read for a lack of permissions shows nothing. Fails as the calls do otherwise.
 */
export async function isListed(
  api: RecommenderApi,
  { JobName, CreationTime }: WatchedJob,
  signal: AbortSignal,
): Promise<boolean> {
  const created = CreationTime?.getTime();
  const filters = {
    nameContains: JobName,
    sortBy: 'CreationTime',
    sortOrder: 'Descending',
    ...(created !== undefined && {
      creationTimeAfter: new Date(created - MARGIN_MS),
      creationTimeBefore: new Date(created + MARGIN_MS),
    }),
  } as const;
  const jobs = await unlessRefused(
    readAllPages(jobListing(api, filters, 'background'), signal).then(pages => pages.flat()),
  );
  if (jobs?.some(job => isPresent(job, JobName)) === true) return true;
  const page = await unlessRefused(
    api.listSteps({ JobName, MaxResults: 1 }, { signal, priority: 'background' }),
  );
  return page !== undefined;
}

function isPresent(job: unknown, name: string): boolean {
  const { JobName, Status } = (job ?? {}) as Partial<Record<string, unknown>>;
  return JobName === name && Status !== 'DELETED';
}

const REFUSALS: readonly string[] = ['NOT_FOUND', 'ACCESS_DENIED', 'VALIDATION', 'EMPTY_PAGES'];

async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof StepstreamError && REFUSALS.includes(error.code)) return undefined;
    throw error;
  }
}
