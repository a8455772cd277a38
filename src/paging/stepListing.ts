import type { CallOptions, ListStepsInput, RecommenderApi } from '../api/recommenderApi.js';
import { traced } from '../api/trace.js';
import { checkFilters, type StepFilters } from '../core/filters.js';
import { checkJobName } from '../core/jobName.js';
import { LARGEST_PAGE, MAX_EMPTY_PAGES } from '../core/listingOptions.js';
import { writeCheckpoint } from './checkpoint.js';
import { readStartingToken } from './readStartingToken.js';
import type { Listing } from './walk.js';

/** The listing of a job's steps. Fails with `InvalidInputError` and `InvalidTokenError`, before any call. */
export function stepListing(
  api: RecommenderApi,
  jobName: string,
  filters: StepFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  checkJobName(jobName);
  const { status, stepType, startingToken, ...wanted } = checkFilters(filters);
  const scope = { job: jobName, status, 'step type': stepType };
  const start = readStartingToken(startingToken, scope);
  const pageSize = wanted.pageSize ?? start.pageSize ?? LARGEST_PAGE;
  const maxItems = wanted.maxItems ?? Infinity;
  const input: ListStepsInput = {
    JobName: jobName,
    ...(status !== undefined && { Status: status }),
    ...(stepType !== undefined && { StepType: stepType }),
    // The same through the whole listing.
    MaxResults: Math.min(pageSize, start.place.offset + maxItems),
  };
  return {
    from: start.place,
    maxItems,
    maxEmptyPages: wanted.maxEmptyPages ?? MAX_EMPTY_PAGES,
    writePlace: place => writeCheckpoint(scope, pageSize, place),
    fetch: (nextToken, index, signal) =>
      traced(
        () => ({ kind: 'page', operation: 'listSteps', jobName, index }),
        async () => {
          const asked = nextToken === undefined ? input : { ...input, NextToken: nextToken };
          const { Steps, NextToken } = await api.listSteps(asked, { signal, priority });
          return { items: Steps ?? [], nextToken: NextToken };
        },
      ),
  };
}
