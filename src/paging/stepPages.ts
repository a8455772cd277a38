import { defer, map, type Observable } from 'rxjs';
import type { CallOptions, RecommenderApi } from '../api/recommenderApi.js';
import type { StepFilters } from '../core/filters.js';
import type { StepsPage } from '../core/page.js';
import { shallowCopy } from './shallowCopy.js';
import { pages } from './pages.js';
import { stepListing } from './stepListing.js';
import type { WalkedPage } from './walkPage.js';

/**
 * The pages of a job's steps: a cold stream, one call a page.
 *
 * Name, filters and token are checked at subscription, before any call: an invalid one is an error of the
 * stream. The filters are copied, so that changing the object later has no effect.
 */
export function stepPages(
  api: RecommenderApi,
  jobName: string,
  filters?: StepFilters,
  priority?: CallOptions['priority'],
): Observable<StepsPage> {
  const given = shallowCopy(filters);
  return defer(() => pages(stepListing(api, jobName, given, priority), given?.gate$)).pipe(
    map(page => toStepsPage(jobName, page)),
  );
}

/** Turns a page of a walk into a page of steps. */
export function toStepsPage(jobName: string, { items, index, ...tokens }: WalkedPage): StepsPage {
  return { jobName, index, steps: items, ...tokens };
}
