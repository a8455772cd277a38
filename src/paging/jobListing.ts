import type { CallOptions, ListJobsInput, RecommenderApi } from '../api/recommenderApi.js';
import { checkJobFilters, type JobFilters } from '../core/filters.js';
import type { ListingOptions } from '../core/listingOptions.js';
import { fetchedPage } from './fetchedPage.js';
import { filterInput, filterScope } from './filterInput.js';
import { createListing, type Listing } from './listing.js';

/** The listing of an account's jobs. Fails with `InvalidInputError` and `InvalidTokenError`, before any call. */
export function jobListing(
  api: Pick<RecommenderApi, 'listJobs'>,
  filters: JobFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  const { startingToken, pageSize, maxItems, maxEmptyPages, ...wanted } = checkJobFilters(filters);
  return createListing(
    { startingToken, pageSize, maxItems, maxEmptyPages },
    {
      operation: 'listJobs',
      // No token of a job's steps has such a scope.
      scope: filterScope('jobs', NAMES, wanted),
      request: async (page, signal) => {
        const input: ListJobsInput = { ...filterInput(NAMES, wanted), ...page };
        return fetchedPage(await api.listJobs(input, { signal, priority }), 'InferenceRecommendationsJobs');
      },
    },
  );
}

/** The service's names of our filters. */
const NAMES = {
  creationTimeAfter: 'CreationTimeAfter',
  creationTimeBefore: 'CreationTimeBefore',
  lastModifiedTimeAfter: 'LastModifiedTimeAfter',
  lastModifiedTimeBefore: 'LastModifiedTimeBefore',
  nameContains: 'NameContains',
  status: 'StatusEquals',
  modelName: 'ModelNameEquals',
  modelPackageVersionArn: 'ModelPackageVersionArnEquals',
  sortBy: 'SortBy',
  sortOrder: 'SortOrder',
} as const satisfies Record<Exclude<keyof JobFilters, keyof ListingOptions>, keyof ListJobsInput>;
