import { EmptyPagesError, TokenLoopError, type StepstreamError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import type { SeenTokens } from './seenTokens.js';
import { slicePage, type FetchedPage } from './slicePage.js';

/** Where a walk stands before a page. */
export interface WalkState {
  readonly place: Place;
  readonly index: number;
  /** Items that may still come. */
  readonly left: number;
  /** Empty pages in a row, up to here. */
  readonly empty: number;
}

/** What holds for each page of one walk. */
export interface WalkRules {
  readonly seen: SeenTokens;
  readonly maxEmptyPages: number;
  readonly writePlace: (place: Place) => string;
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
  readonly error?: StepstreamError;
}

/**
 * Takes a fetched page into a walk. A token that was seen before, or one empty page too many, ends the
 * walk with an error after this page.
 */
export function walkPage(state: WalkState, fetched: FetchedPage, rules: WalkRules): Walked {
  const { place, index } = state;
  const { nextToken } = fetched;
  const { items, next, left } = slicePage(fetched, place, state.left);
  const goesOn = left > 0 && next !== undefined;
  const looped = goesOn && nextToken !== undefined && rules.seen(nextToken);
  // After a loop: the same page again, behind the items that it gave. A token that was wrong once may
  // come right, and nothing is lost or repeated.
  const resumeAt = looped ? { ...place, offset: place.offset + items.length } : next;
  const page: WalkedPage = {
    index,
    items,
    ...(nextToken !== undefined && { nextToken }),
    ...(resumeAt !== undefined && { resumeToken: rules.writePlace(resumeAt) }),
  };
  if (looped) return { page, error: loopError(page) };
  const empty = fetched.items.length === 0 ? state.empty + 1 : 0;
  if (goesOn && empty >= rules.maxEmptyPages) return { page, error: emptyError(page, empty) };
  return goesOn ? { page, next: { place: next, index: index + 1, left, empty } } : { page };
}

function loopError({ index, resumeToken }: WalkedPage): TokenLoopError {
  return new TokenLoopError(
    `The service gave a token for the second time, with page ${String(index)}: the listing would never ` +
      'end. Try again from resumeToken, or from the start.',
    { resumeToken },
  );
}

function emptyError({ resumeToken }: WalkedPage, empty: number): EmptyPagesError {
  return new EmptyPagesError(
    `${String(empty)} empty pages in a row, and still a token (maxEmptyPages). Go on from resumeToken, or ` +
      'allow more of them.',
    { resumeToken },
  );
}
