import { EMPTY, Observable, defer, expand, map } from 'rxjs';
import { gateWork } from './gateWork.js';
import { startWalk, type Listing } from './walk.js';
import type { Walked, WalkedPage, WalkState } from './walkPage.js';

/**
 * Walks a listing to the end: a cold stream of pages, one call for each. The end is a page without a
 * token, never an empty page. With a gate, each page waits for its turn.
 *
 * Fails with the error of the call; with `TokenLoopError` where a token comes for a second time, and
 * `EmptyPagesError` where too many pages are empty, both after that page. Each carries the `resumeToken`
 * of where the walk stood.
 */
export function pages(listing: Listing, gate$?: Observable<unknown>): Observable<WalkedPage> {
  return defer(() => {
    const { first, turn } = startWalk(listing);
    if (first === undefined) return EMPTY;

    const walk = (state: WalkState): Observable<Walked> =>
      new Observable(subscriber => {
        // `expand` projects also when downstream has closed: without this, take(1) would cost two calls.
        if (subscriber.closed) return;
        const controller = new AbortController();
        let settled = false;
        turn(state, controller.signal).then(
          walked => {
            settled = true;
            subscriber.next(walked);
            if (walked.error === undefined) subscriber.complete();
            else subscriber.error(walked.error);
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

    return gateWork(gate$, atTurn =>
      atTurn(walk(first)).pipe(
        expand(({ next }) => (next === undefined ? EMPTY : atTurn(walk(next)))),
        map(({ page }) => page),
      ),
    );
  });
}
