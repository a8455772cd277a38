import type { RecommenderApi } from '../../api/recommenderApi.js';
import type { JobFilters, StepFilters } from '../../core/filters.js';
import { jobListing } from '../../paging/jobListing.js';
import { stepListing } from '../../paging/stepListing.js';
import type { Listing } from '../../paging/listing.js';

/** No call is made of these listings: they are asked for their start. */
const NO_CALLS = {} as RecommenderApi;

/** The start of a listing of steps as a token. Fails as the listing does, before any call. */
export function startOfSteps(jobName: string, filters: StepFilters): string {
  return startOf(stepListing(NO_CALLS, jobName, filters, undefined));
}

/** The same of jobs. */
export function startOfJobs(filters: JobFilters): string {
  return startOf(jobListing(NO_CALLS, filters, undefined));
}

const startOf = ({ writePlace, from }: Listing): string => writePlace(from);
