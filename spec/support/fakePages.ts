import type { FetchedPage } from '../../src/paging/fetchedPage.js';
import type { FetchPage } from '../../src/paging/listing.js';

/** Pages of these lengths: their items count from 0, and the token of page n is `tn`. */
export function pagesOf(...lengths: readonly number[]): FetchedPage[] {
  let items = 0;
  return lengths.map((length, n) => ({
    items: Array.from({ length }, () => items++),
    ...(n + 1 < lengths.length && { nextToken: `t${n + 1}` }),
  }));
}

/** What was asked of a fake. */
export interface Fetched {
  readonly nextToken: string | undefined;
  readonly index: number;
  readonly signal: AbortSignal;
}

/** Fetches one of the pages, and remembers each call. */
export function fetchFrom(pages: readonly FetchedPage[]): FetchPage & { readonly calls: Fetched[] } {
  const calls: Fetched[] = [];
  const fetch: FetchPage = async (nextToken, index, signal) => {
    calls.push({ nextToken, index, signal });
    const page = pages[nextToken === undefined ? 0 : Number(nextToken.slice(1))];
    if (page === undefined) throw new Error(`There is no page for token ${String(nextToken)}.`);
    return page;
  };
  return Object.assign(fetch, { calls });
}
