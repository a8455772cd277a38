import { TokenLoopError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import type { SeenTokens } from './seenTokens.js';
import { slicePage, type FetchedPage } from './slicePage.js';

/** Where a walk stands before a page. */
export interface WalkState {
  readonly place: Place;
  readonly index: number;
  /** Items that may still come. */
  readonly left: number;
}

/** One page of a walk. */
export interface WalkedPage {
  readonly index: number;
  readonly items: readonly unknown[];
  /** The service's own token of the page after this one. */
  readonly nextToken?: string;
  /** The checkpoint after this page; absent at the end. */
  readonly resumeToken?: string;
}

/** What came of a page: the page, and how the walk goes on, ends or fails after it. */
export interface Walked {
  readonly page: WalkedPage;
  readonly next?: WalkState;
  readonly error?: TokenLoopError;
}

/** Takes a fetched page into a walk. A token that was seen before ends the walk after this page. */
export function walkPage(
  state: WalkState,
  fetched: FetchedPage,
  seen: SeenTokens,
  writePlace: (place: Place) => string,
): Walked {
  const { place, index } = state;
  const { nextToken } = fetched;
  const { items, next, left } = slicePage(fetched, place, state.left);
  const looped = left > 0 && nextToken !== undefined && seen(nextToken);
  // After a loop: the same page again, behind the items that it gave. A token that was wrong once may
  // come right, and nothing is lost or repeated.
  const resumeAt = looped ? { nextToken: place.nextToken, offset: place.offset + items.length } : next;
  const page: WalkedPage = {
    index,
    items,
    ...(nextToken !== undefined && { nextToken }),
    ...(resumeAt !== undefined && { resumeToken: writePlace(resumeAt) }),
  };
  if (looped) return { page, error: loopError(index, page.resumeToken) };
  return next === undefined || left === 0
    ? { page }
    : { page, next: { place: next, index: index + 1, left } };
}

function loopError(index: number, resumeToken: string | undefined): TokenLoopError {
  return new TokenLoopError(
    `The service gave a token for the second time, with page ${String(index)}: the listing would never ` +
      'end. Try again from resumeToken, or from the start.',
    { resumeToken },
  );
}
