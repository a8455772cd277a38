import type { Listing } from './listing.js';
import { startWalk } from './walk.js';
import type { WalkedPage, WalkResult } from './walkPage.js';

/**
 * Walks a listing as an async iterable: a page is fetched when it is requested, so nothing runs ahead of a
 * slow reader. Each iteration walks the listing that `list` returns at its start. Fails as `pages` does, and
 * with what `list` throws.
 *
 * Leaving the loop ends the walk and aborts a page that is being fetched. A `next` that still waits for
 * that page resolves with `done`.
 */
export function asyncPages<T>(list: () => Listing, toPage: (page: WalkedPage) => T): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => iterate(list, toPage) };
}

function iterate<T>(list: () => Listing, toPage: (page: WalkedPage) => T): AsyncIterator<T, undefined> {
  const abort = new AbortController();
  const pages = walk(list, toPage, abort.signal);
  return {
    next: () => pages.next(),
    // A generator answers `return` only after the page that is being fetched, so that one is ended first.
    return: async () => {
      abort.abort();
      await pages.return(undefined);
      return { done: true, value: undefined };
    },
  };
}

async function* walk<T>(
  list: () => Listing,
  toPage: (page: WalkedPage) => T,
  signal: AbortSignal,
): AsyncGenerator<T, undefined> {
  const { first, fetchPage } = startWalk(list());
  for (let state = first; state !== undefined;) {
    let result: WalkResult;
    try {
      result = await fetchPage(state, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
    const { page, next, error } = result;
    yield toPage(page);
    if (error !== undefined) throw error;
    state = next;
  }
  return undefined;
}
