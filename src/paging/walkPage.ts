import { EmptyPagesError, type StepstreamError } from '../core/errors.js';
import type { Place } from './checkpoint.js';
import type { FetchedPage } from './fetchedPage.js';
import { withoutNulls } from './nullItems.js';
import { slicePage } from './slicePage.js';
import { tokenLoopError, type TokenLoopDetector } from './tokenLoopDetector.js';

/** The state of a walk before a page. */
export interface WalkState {
  readonly place: Place;
  readonly index: number;
  /** Number of items that the walk may still take. */
  readonly left: number;
  /** Number of empty pages in a row so far. */
  readonly empty: number;
}

/** What is the same for all pages of one walk. */
export interface WalkRules {
  readonly wasSeen: TokenLoopDetector;
  readonly maxEmptyPages: number;
  readonly writePlace: (place: Place) => string;
}

/** One page of a walk. */
export interface WalkedPage {
  readonly index: number;
  /** Without the null items that the service sent; places and `maxItems` count those as well, as boto3 does. */
  readonly items: readonly unknown[];
  /** The service's own token of the page after this one. */
  readonly nextToken?: string;
  /** The checkpoint after this page; absent at the end. */
  readonly resumeToken?: string;
}

/** A page, and how the walk goes on after it: to `next`, or to its end, or with `error`. */
export interface WalkResult {
  readonly page: WalkedPage;
  readonly next?: WalkState;
  readonly error?: StepstreamError;
}

/**
 * Computes the next state of a walk from a fetched page. A token that was seen before, or one empty page too
 * many, ends the walk with an error after this page.
 */
export function walkPage(state: WalkState, fetched: FetchedPage, rules: WalkRules): WalkResult {
  const { place, index } = state;
  const { nextToken } = fetched;
  const { items, next, left } = slicePage(fetched, place, state.left);
  const goesOn = left > 0 && next !== undefined;
  const looped = goesOn && nextToken !== undefined && rules.wasSeen(nextToken);
  // After a loop: the same page again, after its items. The service may return the right token then, and no
  // item is lost or repeated.
  const resumeAt = looped ? { ...place, offset: place.offset + items.length } : next;
  const page: WalkedPage = {
    index,
    items: withoutNulls(items),
    ...(nextToken !== undefined && { nextToken }),
    ...(resumeAt !== undefined && { resumeToken: rules.writePlace(resumeAt) }),
  };
  if (looped) return { page, error: tokenLoopError(index, page.resumeToken) };
  const empty = fetched.items.length === 0 ? state.empty + 1 : 0;
  if (goesOn && empty >= rules.maxEmptyPages) return { page, error: emptyError(page, empty) };
  return goesOn ? { page, next: { place: next, index: index + 1, left, empty } } : { page };
}

function emptyError({ resumeToken }: WalkedPage, empty: number): EmptyPagesError {
  return new EmptyPagesError(
    `${String(empty)} empty pages in a row, and still a token (maxEmptyPages). Go on from resumeToken, or ` +
      'allow more of them.',
    { resumeToken },
  );
}
