import type { CallOptions, ListJobsInput, RecommenderApi } from '../api/recommenderApi.js';
import { traced } from '../api/trace.js';
import { checkJobFilters, type JobFilters } from '../core/filters.js';
import { LARGEST_PAGE, MAX_EMPTY_PAGES, type ListingOptions } from '../core/listingOptions.js';
import { writeCheckpoint, type Scope } from './checkpoint.js';
import { readStartingToken } from './readStartingToken.js';
import type { Listing } from './walk.js';

/** The listing of an account's jobs. Fails with `InvalidInputError` and `InvalidTokenError`, before any call. */
export function jobListing(
  api: RecommenderApi,
  filters: JobFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  const {
    startingToken,
    pageSize: size,
    maxItems = Infinity,
    maxEmptyPages,
    ...asked
  } = checkJobFilters(filters);
  const scope = scopeOf(asked);
  const start = readStartingToken(startingToken, scope);
  const pageSize = size ?? start.pageSize ?? LARGEST_PAGE;
  const input: ListJobsInput = {
    ...inputOf(asked),
    MaxResults: Math.min(pageSize, start.place.offset + maxItems),
  };
  return {
    from: start.place,
    maxItems,
    maxEmptyPages: maxEmptyPages ?? MAX_EMPTY_PAGES,
    writePlace: place => writeCheckpoint(scope, pageSize, place),
    fetch: (nextToken, index, signal) =>
      traced(
        () => ({ kind: 'page', operation: 'listJobs', index }),
        async () => {
          const page = nextToken === undefined ? input : { ...input, NextToken: nextToken };
          const { InferenceRecommendationsJobs: items, NextToken } = await api.listJobs(page, {
            signal,
            priority,
          });
          return { items: items ?? [], nextToken: NextToken };
        },
      ),
  };
}

/** How the service calls our filters. */
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

/** A token of jobs is bound to all of the filters, and is none of a job's steps. */
function scopeOf(filters: JobFilters): Scope {
  const words = given(filters).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return { listing: 'jobs', ...(Object.fromEntries(words) as Record<string, string>) };
}

function given(filters: JobFilters): (readonly [name: keyof typeof NAMES, value: Date | string])[] {
  const names = Object.keys(NAMES) as (keyof typeof NAMES)[];
  return names.flatMap(name => {
    const value = filters[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}
