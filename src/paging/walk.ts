import { ExpiredTokenError, InvalidTokenError, StepstreamError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import type { FetchedPage } from './fetchedPage.js';
import type { Listing } from './listing.js';
import { tokenLoopDetector } from './tokenLoopDetector.js';
import { fromTheStart } from './slicePage.js';
import { walkPage, type WalkResult, type WalkState } from './walkPage.js';

/** One walk through the pages of a listing. */
export interface Walk {
  /** The state before the first page; undefined where the listing takes no items. */
  readonly first: WalkState | undefined;
  /** Fetches the page of a state. Fails with the error of the call, which carries the `resumeToken`. */
  readonly fetchPage: (state: WalkState, signal: AbortSignal) => Promise<WalkResult>;
}

/** Starts a walk, which remembers the tokens that it has seen. */
export function startWalk({ fetch, from, maxItems, maxEmptyPages, writePlace }: Listing): Walk {
  const rules = { wasSeen: tokenLoopDetector(), maxEmptyPages, writePlace };
  if (from.nextToken !== undefined) rules.wasSeen(from.nextToken);
  return {
    first: maxItems === 0 ? undefined : { place: from, index: 0, left: maxItems, empty: 0 },
    fetchPage: async (state, signal) => {
      let fetched: FetchedPage;
      try {
        fetched = await fetch(state.place.nextToken, state.index, signal);
      } catch (error) {
        if (error instanceof StepstreamError) error.resumeToken ??= writePlace(resumeAt(state.place, error));
        throw error;
      }
      return walkPage(state, fetched, rules);
    },
  };
}

/** Where to resume after an error. A token that the service refuses is left out of the place. */
const resumeAt = (place: Place, error: StepstreamError): Place =>
  error instanceof ExpiredTokenError || error instanceof InvalidTokenError ? fromTheStart(place) : place;
