import type { Place } from './checkpoint.js';
import type { FetchedPage } from './fetchedPage.js';

/** The items that a listing takes from a page, and its place afterwards. */
export interface SlicedPage {
  readonly items: readonly unknown[];
  /** Undefined at the end. */
  readonly next: Place | undefined;
  /** Number of items that the listing may still take. */
  readonly left: number;
}

/**
 * Takes the items that the listing wants from a page: those from `from.offset` on, at most `left` of them.
 *
 * An offset counts items after its token, across pages. The rest of an offset that exceeds a page applies to
 * the next one, so that neither an empty page nor another page size shifts it.
 */
export function slicePage(page: FetchedPage, from: Place, left: number): SlicedPage {
  const skipped = Math.min(from.offset, page.items.length);
  const taken = Math.min(left, page.items.length - skipped);
  const items = taken === page.items.length ? page.items : page.items.slice(skipped, skipped + taken);
  return { items, next: placeAfter(page, from, skipped + taken), left: left - taken };
}

function placeAfter({ items, nextToken }: FetchedPage, from: Place, consumed: number): Place | undefined {
  if (consumed < items.length) return { ...from, offset: consumed };
  if (nextToken === undefined) return undefined;
  const before = passedAt(from);
  return {
    nextToken,
    offset: Math.max(0, from.offset - consumed),
    ...(before !== undefined && { passed: before + items.length }),
  };
}

/** Number of items of the listing before the page of a place, 0 for the first page. */
const passedAt = ({ nextToken, passed }: Place): number | undefined => (nextToken === undefined ? 0 : passed);

/**
 * The same place as a number of items from the start, for when the service no longer accepts AWS's token.
 * Returns the place as it is where that number isn't known.
 */
export function fromTheStart(place: Place): Place {
  const before = passedAt(place);
  return before === undefined ? place : { offset: before + place.offset };
}
