import type { CallOptions, ListJobsInput, RecommenderApi } from '../api/recommenderApi.js';
import { traced } from '../api/trace.js';
import { checkJobFilters, type JobFilters } from '../core/filters.js';
import { LARGEST_PAGE, MAX_EMPTY_PAGES } from '../core/listingOptions.js';
import { writeCheckpoint, type Scope } from './checkpoint.js';
import { readStart } from './readStart.js';
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
    gate$: _gate,
    ...asked
  } = checkJobFilters(filters);
  const scope = scopeOf(asked);
  const start = readStart(startingToken, scope);
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

function inputOf(filters: JobFilters): ListJobsInput {
  const { creationTimeAfter, creationTimeBefore, lastModifiedTimeAfter, lastModifiedTimeBefore } = filters;
  const { nameContains, status, modelName, modelPackageVersionArn, sortBy, sortOrder } = filters;
  return {
    ...(creationTimeAfter !== undefined && { CreationTimeAfter: creationTimeAfter }),
    ...(creationTimeBefore !== undefined && { CreationTimeBefore: creationTimeBefore }),
    ...(lastModifiedTimeAfter !== undefined && { LastModifiedTimeAfter: lastModifiedTimeAfter }),
    ...(lastModifiedTimeBefore !== undefined && { LastModifiedTimeBefore: lastModifiedTimeBefore }),
    ...(nameContains !== undefined && { NameContains: nameContains }),
    ...(status !== undefined && { StatusEquals: status }),
    ...(modelName !== undefined && { ModelNameEquals: modelName }),
    ...(modelPackageVersionArn !== undefined && { ModelPackageVersionArnEquals: modelPackageVersionArn }),
    ...(sortBy !== undefined && { SortBy: sortBy }),
    ...(sortOrder !== undefined && { SortOrder: sortOrder }),
  };
}

/** A token of jobs is bound to all of the filters, and is none of a job's steps. */
function scopeOf(filters: JobFilters): Scope {
  const words = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.toISOString() : String(value),
    ]);
  return { listing: 'jobs', ...(Object.fromEntries(words) as Record<string, string>) };
}
