import { ExpiredTokenError, InvalidTokenError, StepstreamError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import { seenTokens } from './seenTokens.js';
import { fromTheStart, type FetchedPage } from './slicePage.js';
import { walkPage, type Walked, type WalkState } from './walkPage.js';

/** Fetches the page that a token asks for; the first page where there is none. */
export type FetchPage = (
  nextToken: string | undefined,
  index: number,
  signal: AbortSignal,
) => Promise<FetchedPage>;

/** A listing: where it starts, how far it goes, and how a place in it is written down. */
export interface Listing {
  readonly fetch: FetchPage;
  readonly from: Place;
  /** Items in all. */
  readonly maxItems: number;
  readonly maxEmptyPages: number;
  readonly writePlace: (place: Place) => string;
}

/** One walk through a listing: its first state, undefined where nothing is wanted; and one page's turn. */
export interface Walk {
  readonly first: WalkState | undefined;
  /** Fetches the page of a state. Fails with the error of the call, which carries the `resumeToken`. */
  readonly turn: (state: WalkState, signal: AbortSignal) => Promise<Walked>;
}

/** A token that the service no longer takes is none to go on with. */
const resumeAt = (place: Place, error: StepstreamError): Place =>
  error instanceof ExpiredTokenError || error instanceof InvalidTokenError ? fromTheStart(place) : place;

/** Starts a walk of its own, which remembers the tokens that it has seen. */
export function startWalk({ fetch, from, maxItems, maxEmptyPages, writePlace }: Listing): Walk {
  const rules = { seen: seenTokens(), maxEmptyPages, writePlace };
  if (from.nextToken !== undefined) rules.seen(from.nextToken);
  return {
    first: maxItems === 0 ? undefined : { place: from, index: 0, left: maxItems, empty: 0 },
    turn: async (state, signal) => {
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
