import type { AiApi, ListAiJobsInput } from '../api/aiApi.js';
import type { CallOptions } from '../api/callOptions.js';
import { statusForAI } from '../core/aiStatus.js';
import { checkAIJobFilters, type AIJobFilters } from '../core/filters.js';
import type { ListingOptions } from '../core/listingOptions.js';
import type { AIJobs } from './aiJobs.js';
import { filterInput, filterScope } from './filterInput.js';
import { createListing, type Listing } from './listing.js';

/**
 * The listing of an account's jobs of one AI kind, to which its tokens are bound. Fails with `InvalidInputError` and
 * `InvalidTokenError`, before any call.
 */
export function aiJobListing<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  filters: AIJobFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  const { startingToken, pageSize, maxItems, maxEmptyPages, ...wanted } = checkAIJobFilters(filters);
  const status = wanted.status === undefined ? undefined : statusForAI(wanted.status);
  const filtered = filterInput(NAMES, { ...wanted, status });
  return createListing(
    { startingToken, pageSize, maxItems, maxEmptyPages },
    {
      operation: jobs.listOperation,
      scope: filterScope(jobs.title, NAMES, wanted),
      request: (page, signal) => jobs.list(api, { ...filtered, ...page }, { signal, priority }),
    },
  );
}

/** The service's names of our filters. */
const NAMES = {
  creationTimeAfter: 'CreationTimeAfter',
  creationTimeBefore: 'CreationTimeBefore',
  nameContains: 'NameContains',
  status: 'StatusEquals',
  sortBy: 'SortBy',
  sortOrder: 'SortOrder',
} as const satisfies Record<Exclude<keyof AIJobFilters, keyof ListingOptions>, keyof ListAiJobsInput>;
