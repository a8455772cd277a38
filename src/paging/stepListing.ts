import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import { checkFilters, type StepFilters } from '../core/filters.js';
import { checkJobName } from '../core/jobName.js';
import { fetchedPage } from './fetchedPage.js';
import { createListing, type Listing } from './listing.js';

/** The listing of a job's steps. Fails with `InvalidInputError` and `InvalidTokenError`, before any call. */
export function stepListing(
  api: RecommenderApi,
  jobName: string,
  filters: StepFilters | undefined,
  priority: CallOptions['priority'],
): Listing {
  checkJobName(jobName);
  const { status, stepType, ...options } = checkFilters(filters);
  return createListing(options, {
    operation: 'listSteps',
    jobName,
    scope: { job: jobName, status, 'step type': stepType },
    request: async (page, signal) => {
      const input = {
        JobName: jobName,
        ...(status !== undefined && { Status: status }),
        ...(stepType !== undefined && { StepType: stepType }),
        ...page,
      };
      return fetchedPage(await api.listSteps(input, { signal, priority }), 'Steps');
    },
  });
}
