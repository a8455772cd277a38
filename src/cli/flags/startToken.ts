import type { ServiceApi } from '../../api/serviceApi.js';
import type { JobFilters, StepFilters } from '../../core/filters.js';
import type { JobKind } from '../../core/jobKind.js';
import { aiJobListing } from '../../paging/aiJobListing.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../../paging/aiJobs.js';
import { jobListing } from '../../paging/jobListing.js';
import { stepListing } from '../../paging/stepListing.js';
import type { Listing } from '../../paging/listing.js';

/** No call is made of these listings: they are asked for their start. */
const NO_CALLS = {} as ServiceApi;

/** The start of a listing of steps as a token. Fails as the listing does, before any call. */
export function startOfSteps(jobName: string, filters: StepFilters): string {
  return startOf(stepListing(NO_CALLS, jobName, filters, undefined));
}

/** The same of jobs of one kind. */
export function startOfJobs(kind: JobKind, filters: JobFilters): string {
  if (kind === 'classic') return startOf(jobListing(NO_CALLS, filters, undefined));
  return kind === 'recommendation'
    ? startOf(aiJobListing(NO_CALLS, RECOMMENDATION_JOBS, filters, undefined))
    : startOf(aiJobListing(NO_CALLS, BENCHMARK_JOBS, filters, undefined));
}

const startOf = ({ writePlace, from }: Listing): string => writePlace(from);
