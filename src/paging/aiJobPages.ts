import { concatMap, defer, type Observable } from 'rxjs';
import type { AiApi } from '../api/aiApi.js';
import type { AIJobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import type { AIJobs } from './aiJobs.js';
import { aiJobListing } from './aiJobListing.js';
import { decodeJobsPage } from './decodeJobsPage.js';
import { pages } from './pages.js';
import { shallowCopy } from './shallowCopy.js';

/**
 * The pages of an account's jobs of one AI kind, each job decoded: a cold stream, one call a page. Fails as `jobPages`
 * does.
 */
export function aiJobPages<S, J>(
  api: AiApi,
  jobs: AIJobs<S, J>,
  filters?: AIJobFilters,
): Observable<JobsPage<S>> {
  const given = shallowCopy(filters);
  return defer(() => pages(aiJobListing(api, jobs, given, undefined), given?.gate$)).pipe(
    concatMap(decodeJobsPage(jobs.decodeSummary, jobs.kind)),
  );
}
