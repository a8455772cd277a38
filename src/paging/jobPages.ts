import { concat, concatMap, defer, of, throwError, type Observable } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import { DecodeError } from '../core/decodeError.js';
import type { JobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import { decodeWith } from '../decode/decodeWith.js';
import { JobSummary } from '../decode/job.js';
import { shallowCopy } from './shallowCopy.js';
import { jobListing } from './jobListing.js';
import { pages } from './pages.js';
import type { WalkedPage } from './walkPage.js';

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
  return defer(() => pages(jobListing(api, given, priority), given?.gate$)).pipe(concatMap(toJobsPage));
}

function toJobsPage({ items, index, ...tokens }: WalkedPage): Observable<JobsPage> {
  const results = items.map((item, i) => decodeWith(JobSummary, item, () => `jobs[${String(i)}]`));
  const jobs = results.flatMap(result => (result._tag === 'Right' ? [result.right] : []));
  const page$ = of({ index, jobs, ...tokens });
  if (jobs.length === items.length) return page$;
  const faults = results.flatMap(result => (result._tag === 'Left' ? result.left.faults : []));
  return concat(
    page$,
    throwError(() => new DecodeError(faults, { resumeToken: tokens.resumeToken })),
  );
}
