import { defer, map, type Observable } from 'rxjs';
import type { CallOptions, ListStepsInput, RecommenderApi } from '../api/recommenderApi.js';
import { traced } from '../api/trace.js';
import { checkFilters, LARGEST_PAGE, type StepFilters } from '../core/filters.js';
import { checkJobName } from '../core/jobName.js';
import type { StepsPage } from '../core/page.js';
import { writeCheckpoint, type Listing } from './checkpoint.js';
import { pages, type FetchPage } from './pages.js';
import { readStart } from './readStart.js';

/**
 * The pages of a job's steps: a cold stream, one call a page.
 *
 * Name, filters and token are checked at subscription, before any call; what is wrong with them comes as
 * an error of the stream. Changing the filters' object later changes nothing.
 */
export function stepPages(
  api: RecommenderApi,
  jobName: string,
  filters?: StepFilters,
  priority?: CallOptions['priority'],
): Observable<StepsPage> {
  const asked = typeof filters === 'object' && (filters as unknown) !== null ? { ...filters } : filters;
  return defer(() => listing$(api, jobName, asked, priority));
}

function listing$(
  api: RecommenderApi,
  jobName: string,
  filters: StepFilters | undefined,
  priority: CallOptions['priority'],
): Observable<StepsPage> {
  checkJobName(jobName);
  const { status, stepType, startingToken, ...wanted } = checkFilters(filters);
  const start = readStart(startingToken, { jobName, status, stepType });
  const pageSize = wanted.pageSize ?? start.pageSize ?? LARGEST_PAGE;
  const maxItems = wanted.maxItems ?? Infinity;
  const listing: Listing = { jobName, status, stepType, pageSize };
  const input: ListStepsInput = {
    JobName: jobName,
    ...(status !== undefined && { Status: status }),
    ...(stepType !== undefined && { StepType: stepType }),
    // The same through the whole listing.
    MaxResults: Math.min(pageSize, start.place.offset + maxItems),
  };

  const fetch: FetchPage = (nextToken, index, signal) =>
    traced(
      () => ({ kind: 'page', operation: 'listSteps', jobName, index }),
      async () => {
        const asked = nextToken === undefined ? input : { ...input, NextToken: nextToken };
        const { Steps, NextToken } = await api.listSteps(asked, { signal, priority });
        return { items: Steps ?? [], nextToken: NextToken };
      },
    );

  return pages(fetch, {
    from: start.place,
    maxItems,
    writePlace: place => writeCheckpoint(listing, place),
  }).pipe(map(({ items, ...page }) => ({ jobName, steps: items, ...page })));
}
