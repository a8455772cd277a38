import { EMPTY, Observable, defer, expand, map } from 'rxjs';
import { gateWork } from './gateWork.js';
import type { Listing } from './listing.js';
import { startWalk } from './walk.js';
import type { WalkedPage, WalkResult, WalkState } from './walkPage.js';

/**
 * Walks a listing to the end: a cold stream of pages, one call for each. The end is a page without a token,
 * never an empty page. With a gate, each page waits for a notification of it.
 *
 * Fails with the error of the call; with `TokenLoopError` where the service repeats a token, and with
 * `EmptyPagesError` where too many pages are empty, both after that page. Each error carries the
 * `resumeToken` of the place where the walk stood.
 */
export function pages(listing: Listing, gate$?: Observable<unknown>): Observable<WalkedPage> {
  return defer(() => {
    const { first, fetchPage } = startWalk(listing);
    if (first === undefined) return EMPTY;

    const walk = (state: WalkState): Observable<WalkResult> =>
      new Observable(subscriber => {
        // `expand` projects also when downstream has closed: without this, take(1) would cost two calls.
        if (subscriber.closed) return;
        const controller = new AbortController();
        let settled = false;
        fetchPage(state, controller.signal).then(
          result => {
            settled = true;
            subscriber.next(result);
            if (result.error === undefined) subscriber.complete();
            else subscriber.error(result.error);
          },
          (error: unknown) => {
            settled = true;
            subscriber.error(error);
          },
        );
        // An abort after the end would build an exception for each page.
        return () => {
          if (!settled) controller.abort();
        };
      });

    return gateWork(gate$, gate =>
      gate(walk(first)).pipe(
        expand(({ next }) => (next === undefined ? EMPTY : gate(walk(next)))),
        map(({ page }) => page),
      ),
    );
  });
}
