import { concatMap, defer, type Observable } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import type { JobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import { decodeWith } from '../decode/decodeWith.js';
import { JobSummary } from '../decode/job.js';
import { decodeJobsPage } from './decodeJobsPage.js';
import { shallowCopy } from './shallowCopy.js';
import { jobListing } from './jobListing.js';
import { pages } from './pages.js';

/**
 * The pages of an account's jobs, each job decoded: a cold stream, one call a page.
 *
 * Fails as `stepPages` does, and with one `DecodeError` for a page with invalid jobs, after that page with
 * its other jobs.
 */
export function jobPages(
  api: RecommenderApi,
  filters?: JobFilters,
  priority?: CallOptions['priority'],
): Observable<JobsPage> {
  const given = shallowCopy(filters);
  return defer(() => pages(jobListing(api, given, priority), given?.gate$)).pipe(
    concatMap(decodeJobsPage((item, path) => decodeWith(JobSummary, item, path))),
  );
}
