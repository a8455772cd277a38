import { AbortedError, ExpiredTokenError, InvalidTokenError } from '../../core/errors.js';
import { startWalk, type Listing } from '../../paging/walk.js';

/** So often a list whose token was refused on the way is begun anew. */
const RESTARTS = 3;

/**
 * Reads a list whole: the items of each of its pages. Only a list of which every page has come is one.
 *
 * A token that the service no longer takes begins it anew, three times at most. Fails as the call does,
 * and with `AbortedError` when the signal has fired.
 */
export async function readAllPages(listing: Listing, signal: AbortSignal): Promise<(readonly unknown[])[]> {
  for (let restarts = 0; ; restarts++) {
    try {
      return await readPages(listing, signal);
    } catch (error) {
      if (restarts >= RESTARTS || !isOldToken(error)) throw error;
    }
  }
}

const isOldToken = (error: unknown): boolean =>
  error instanceof ExpiredTokenError || error instanceof InvalidTokenError;

async function readPages(listing: Listing, signal: AbortSignal): Promise<(readonly unknown[])[]> {
  const { first, turn } = startWalk(listing);
  const read: (readonly unknown[])[] = [];
  for (let state = first; state !== undefined;) {
    if (signal.aborted) throw new AbortedError();
    const { page, next, error } = await turn(state, signal);
    if (error !== undefined) throw error;
    read.push(page.items);
    state = next;
  }
  return read;
}
