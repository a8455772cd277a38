import { EMPTY, Observable, defer, expand, map } from 'rxjs';
import { StepstreamError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import { seenTokens } from './seenTokens.js';
import type { FetchedPage } from './slicePage.js';
import { walkPage, type Walked, type WalkedPage, type WalkState } from './walkPage.js';

/** Fetches the page that a token asks for; the first page where there is none. */
export type FetchPage = (
  nextToken: string | undefined,
  index: number,
  signal: AbortSignal,
) => Promise<FetchedPage>;

/** Where a walk starts, how far it goes, and how a place is written down. */
export interface Walk {
  readonly from: Place;
  /** Items in all. */
  readonly maxItems: number;
  readonly writePlace: (place: Place) => string;
}

/**
 * Walks tokens to the end: a cold stream of pages, one call for each. The end is a page without a token,
 * never an empty page.
 *
 * Fails with the error of the call, or with `TokenLoopError` where a token comes for a second time, after
 * the page that it came with. Each error carries the `resumeToken` of where the walk stood.
 */
export function pages(fetch: FetchPage, { from, maxItems, writePlace }: Walk): Observable<WalkedPage> {
  return defer(() => {
    if (maxItems === 0) return EMPTY;
    const seen = seenTokens();
    if (from.nextToken !== undefined) seen(from.nextToken);

    const walk = (state: WalkState): Observable<Walked> =>
      new Observable(subscriber => {
        // `expand` projects also when downstream has closed: without this, take(1) would cost two calls.
        if (subscriber.closed) return;
        const controller = new AbortController();
        let settled = false;
        fetch(state.place.nextToken, state.index, controller.signal).then(
          fetched => {
            settled = true;
            const walked = walkPage(state, fetched, seen, writePlace);
            subscriber.next(walked);
            if (walked.error === undefined) subscriber.complete();
            else subscriber.error(walked.error);
          },
          (error: unknown) => {
            settled = true;
            if (error instanceof StepstreamError) error.resumeToken ??= writePlace(state.place);
            subscriber.error(error);
          },
        );
        // An abort after the end would build an exception for each page.
        return () => {
          if (!settled) controller.abort();
        };
      });

    return walk({ place: from, index: 0, left: maxItems }).pipe(
      expand(({ next }) => (next === undefined ? EMPTY : walk(next))),
      map(({ page }) => page),
    );
  });
}
