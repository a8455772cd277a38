import { AbortedError, ExpiredTokenError, InvalidTokenError } from '../../core/errors.js';
import type { Listing } from '../../paging/listing.js';
import { startWalk } from '../../paging/walk.js';

/** Maximum number of times for which a list is started again because its token was refused. */
const MAX_RESTARTS = 3;

/**
 * Reads a whole list: the items of each of its pages. A list of which one page is missing is a failure. It
 * ends earlier with a page for which `isLast` holds.
 *
 * Starts again where the service refuses its own token, three times at most. Fails as the call does, and
 * with `AbortedError` once the signal has fired.
 */
export async function readAllPages(
  listing: Listing,
  signal: AbortSignal,
  isLast: (items: readonly unknown[]) => boolean = () => false,
): Promise<(readonly unknown[])[]> {
  for (let restarts = 0; ; restarts++) {
    try {
      return await readPages(listing, signal, isLast);
    } catch (error) {
      if (restarts >= MAX_RESTARTS || !isTokenRefused(error)) throw error;
    }
  }
}

const isTokenRefused = (error: unknown): boolean =>
  error instanceof ExpiredTokenError || error instanceof InvalidTokenError;

async function readPages(
  listing: Listing,
  signal: AbortSignal,
  isLast: (items: readonly unknown[]) => boolean,
): Promise<(readonly unknown[])[]> {
  const { first, fetchPage } = startWalk(listing);
  const read: (readonly unknown[])[] = [];
  for (let state = first; state !== undefined;) {
    if (signal.aborted) throw new AbortedError();
    const { page, next, error } = await fetchPage(state, signal);
    if (error !== undefined) throw error;
    read.push(page.items);
    state = isLast(page.items) ? undefined : next;
  }
  return read;
}
