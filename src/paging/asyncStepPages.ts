import type { RecommenderApi } from '../api/recommenderApi.js';
import { InvalidInputError } from '../core/errors.js';
import type { StepFilters } from '../core/filters.js';
import type { StepsPage } from '../core/page.js';
import { shallowCopy } from './shallowCopy.js';
import { asyncPages } from './asyncPages.js';
import { stepListing } from './stepListing.js';
import { toStepsPage } from './stepPages.js';

/**
 * The pages of a job's steps as an async iterable: a page is fetched when it is requested. Name, filters and
 * token are checked by the first `next`, before any call: an invalid one is its error.
 */
export function asyncStepPages(
  api: RecommenderApi,
  jobName: string,
  filters?: StepFilters,
): AsyncIterable<StepsPage> {
  const given = shallowCopy(filters);
  return asyncPages(
    () => {
      if (given?.gate$ !== undefined) {
        throw new InvalidInputError(
          'filters.gate$',
          'is for steps$; here a page is fetched when it is asked for',
        );
      }
      return stepListing(api, jobName, given, undefined);
    },
    page => toStepsPage(jobName, page),
  );
}
