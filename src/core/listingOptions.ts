import type { Observable } from 'rxjs';
import { isObservableLike, nonEmptyString, wholeNumber, type Rule } from './check.js';

/** How a listing is paged, whatever it lists. */
export interface ListingOptions {
  /** Items asked for in one call, 1 to 100. Default 100, or that of `startingToken`. */
  readonly pageSize?: number | undefined;
  /** Items in all, 0 or more; the last page is sliced. Default: all. */
  readonly maxItems?: number | undefined;
  /** Where to start: a `resumeToken` of ours, a `NextToken` of botocore or aws-cli, or one of AWS's own. */
  readonly startingToken?: string | undefined;
  /** Empty pages in a row before the listing fails with `EmptyPagesError`. Default 500. */
  readonly maxEmptyPages?: number | undefined;
  /**
   * Holds the listing back: each page, the first one included, is fetched when this has emitted once
   * more. What it emits early counts. When it completes, the listing does, after the pages that are due;
   * when it fails, the listing does, with the same error, behind a page that is under way.
   * Default: a page is fetched as soon as the one before has come.
   */
  readonly gate$?: Observable<unknown> | undefined;
}

/** Most items that the service returns in one call. */
export const LARGEST_PAGE = 100;

/** Most empty pages in a row, unless told otherwise. */
export const MAX_EMPTY_PAGES = 500;

/** The rules of these options. */
export const LISTING_RULES: Readonly<Record<keyof ListingOptions, Rule>> = {
  pageSize: wholeNumber(1, LARGEST_PAGE),
  maxItems: wholeNumber(0),
  startingToken: nonEmptyString,
  maxEmptyPages: wholeNumber(1),
  gate$: isObservableLike,
};
