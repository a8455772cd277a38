import { startWalk, type Listing } from './walk.js';
import type { Walked, WalkedPage } from './walkPage.js';

/**
 * Walks a listing page by page, each fetched when it is asked for: nothing runs ahead of a slow reader.
 * Each iteration is a walk of its own, of what `list` answers then. Fails as `pages` does, and with what
 * `list` throws.
 *
 * Leaving the loop ends the walk; a page that is under way then is given up at once, and who waits for it
 * is told that there are no more.
 */
export function asyncPages<T>(list: () => Listing, toPage: (page: WalkedPage) => T): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => iterate(list, toPage) };
}

function iterate<T>(list: () => Listing, toPage: (page: WalkedPage) => T): AsyncIterator<T, undefined> {
  const leaving = new AbortController();
  const pages = walk(list, toPage, leaving.signal);
  return {
    next: () => pages.next(),
    // A generator answers `return` only behind the page that is under way, so that one is ended first.
    return: async () => {
      leaving.abort();
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
  const { first, turn } = startWalk(list());
  for (let state = first; state !== undefined;) {
    let walked: Walked;
    try {
      walked = await turn(state, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
    const { page, next, error } = walked;
    yield toPage(page);
    if (error !== undefined) throw error;
    state = next;
  }
  return undefined;
}
