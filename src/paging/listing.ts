import type { Operation } from '../api/serviceApi.js';
import { traced } from '../api/trace.js';
import { LARGEST_PAGE, MAX_EMPTY_PAGES, type ListingOptions } from '../core/listingOptions.js';
import type { FetchedPage } from './fetchedPage.js';
import { writeCheckpoint, type Place, type Scope } from './checkpoint.js';
import { noticeNulls } from './nullItems.js';
import { readStartingToken } from './readStartingToken.js';

/** Fetches the page that a token asks for; the first page where there is none. */
export type FetchPage = (
  nextToken: string | undefined,
  index: number,
  signal: AbortSignal,
) => Promise<FetchedPage>;

/** A listing: where it starts, how many items it takes, and how a place in it becomes a token. */
export interface Listing {
  readonly fetch: FetchPage;
  readonly from: Place;
  /** Maximum number of items in all. */
  readonly maxItems: number;
  /** Maximum number of empty pages in a row. */
  readonly maxEmptyPages: number;
  readonly writePlace: (place: Place) => string;
}

/** The paging parameters of a request. */
export interface PageInput {
  readonly MaxResults: number;
  readonly NextToken?: string;
}

/** What a listing is made of, besides the options that all listings have. */
export interface ListingSource {
  readonly operation: Operation;
  readonly jobName?: string;
  /** What its tokens are bound to. */
  readonly scope: Scope;
  /** Requests one page. */
  readonly request: (page: PageInput, signal: AbortSignal) => Promise<FetchedPage>;
}

/** Makes a listing of checked options. Fails with `InvalidTokenError`, before any call. */
export function createListing(
  { startingToken, maxItems = Infinity, maxEmptyPages = MAX_EMPTY_PAGES, ...options }: ListingOptions,
  { operation, jobName, scope, request }: ListingSource,
): Listing {
  const start = readStartingToken(startingToken, scope);
  const pageSize = options.pageSize ?? start.pageSize ?? LARGEST_PAGE;
  // The same for all pages of the listing.
  const MaxResults = Math.min(pageSize, start.place.offset + maxItems);
  return {
    from: start.place,
    maxItems,
    maxEmptyPages,
    writePlace: place => writeCheckpoint(scope, pageSize, place),
    fetch: (NextToken, index, signal) =>
      traced(
        () => ({ kind: 'page', operation, ...(jobName !== undefined && { jobName }), index }),
        async () => {
          const fetched = await request(
            { MaxResults, ...(NextToken !== undefined && { NextToken }) },
            signal,
          );
          noticeNulls(fetched, jobName);
          return fetched;
        },
      ),
  };
}
