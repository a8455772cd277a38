import type { Observable } from 'rxjs';
import { isObservableLike, nonEmptyString, wholeNumber, type Rule } from './check.js';

/** Paging options of a listing, of steps or of jobs. */
export interface ListingOptions {
  /** Number of items of a page, 1 to 100. Default 100, or the page size of `startingToken`. */
  readonly pageSize?: number | undefined;
  /** Maximum number of items in all; the last page is sliced. 0 makes no call. Default: all. */
  readonly maxItems?: number | undefined;
  /** Where to start: a `resumeToken` of ours, a `NextToken` of botocore or aws-cli, or one of AWS's own. */
  readonly startingToken?: string | undefined;
  /** Number of empty pages in a row at which the listing fails with `EmptyPagesError`. Default 500. */
  readonly maxEmptyPages?: number | undefined;
  /**
   * The notifier of the listing: each page, the first one included, is fetched when this has emitted once
   * more. Early notifications count. When it completes, the listing completes after the pages that are due.
   * When it fails, the listing fails with the same error, after a page that is being fetched. Default: each
   * page is fetched as soon as the one before it has arrived.
   */
  readonly gate$?: Observable<unknown> | undefined;
}

/** Maximum number of items that the service returns in one call. */
export const LARGEST_PAGE = 100;

/** Default of `maxEmptyPages`. */
export const MAX_EMPTY_PAGES = 500;

/** The rules of these options, for `checkOptions`. */
export const LISTING_RULES: Readonly<Record<keyof ListingOptions, Rule>> = {
  pageSize: wholeNumber(1, LARGEST_PAGE),
  maxItems: wholeNumber(0),
  startingToken: nonEmptyString,
  maxEmptyPages: wholeNumber(1),
  gate$: isObservableLike,
};
