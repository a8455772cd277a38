import type { CallOptions, ListJobsInput, RecommenderApi } from '../api/recommenderApi.js';
import { checkJobFilters, type JobFilters } from '../core/filters.js';
import type { ListingOptions } from '../core/listingOptions.js';
import type { Scope } from './checkpoint.js';
import { createListing, type Listing } from './listing.js';

/** The listing of an account's jobs. Fails with `InvalidInputError` and `InvalidTokenError`, before any call. */
export function jobListing(
  api: RecommenderApi,
  filters: JobFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  const { startingToken, pageSize, maxItems, maxEmptyPages, ...wanted } = checkJobFilters(filters);
  return createListing(
    { startingToken, pageSize, maxItems, maxEmptyPages },
    {
      operation: 'listJobs',
      scope: scopeOf(wanted),
      request: async (page, signal) => {
        const input = { ...inputOf(wanted), ...page };
        const { InferenceRecommendationsJobs, NextToken } = await api.listJobs(input, { signal, priority });
        return { items: InferenceRecommendationsJobs ?? [], nextToken: NextToken };
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

function inputOf(filters: JobFilters): ListJobsInput {
  return Object.fromEntries(given(filters).map(([name, value]) => [NAMES[name], value]));
}

/** Binds a token of jobs to all of the filters. No token of a job's steps has such a scope. */
function scopeOf(filters: JobFilters): Scope {
  const texts = given(filters).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return { listing: 'jobs', ...(Object.fromEntries(texts) as Record<string, string>) };
}

function given(filters: JobFilters): (readonly [name: keyof typeof NAMES, value: Date | string])[] {
  const names = Object.keys(NAMES) as (keyof typeof NAMES)[];
  return names.flatMap(name => {
    const value = filters[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}
