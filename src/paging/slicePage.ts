import type { Place } from './checkpoint.js';

/** A page as the service gave it. */
export interface FetchedPage {
  readonly items: readonly unknown[];
  readonly nextToken?: string | undefined;
}

/** What a listing takes of a page, and where it stands afterwards. */
export interface SlicedPage {
  readonly items: readonly unknown[];
  /** Undefined at the end. */
  readonly next: Place | undefined;
  /** Items that may still come. */
  readonly left: number;
}

/**
 * Takes of a page what the listing is due: not the items before `from.offset`, and not more than `left`.
 *
 * An offset counts items after its token, across pages: what a page is too short for is carried over to
 * the next one, so that neither an empty page nor another page size can shift it.
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

/** The items of the listing before the page of a place: none before the first page. */
const passedAt = ({ nextToken, passed }: Place): number | undefined => (nextToken === undefined ? 0 : passed);

/**
 * The same place without AWS's token, for when that is no longer taken: so many items from the start.
 * Where nobody has counted them, the place as it is.
 */
export function fromTheStart(place: Place): Place {
  const before = passedAt(place);
  return before === undefined ? place : { offset: before + place.offset };
}
