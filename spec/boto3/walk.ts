/** What a walk through a listing is told. */
export interface WalkAsk {
  /** How many items the page starts behind that the token asks for. */
  readonly position: number;
  /** How many items after its token the walk starts. */
  readonly offset: number;
  readonly pageSize: number;
  readonly maxItems?: number | undefined;
  /** Stops after so many pages. */
  readonly pages?: number | undefined;
  /** Fails at this call. */
  readonly failsAt?: number | undefined;
  /** Calls that are answered with an empty page. */
  readonly emptyCalls: readonly number[];
}

/** What came of a walk, as places in the listing. */
export interface WalkResult {
  /** The places of the items that came, in their order. */
  readonly places: readonly number[];
  /** Where it can go on: undefined at the end, and after an error where the walker knows no token. */
  readonly next?: { readonly position: number; readonly offset: number } | undefined;
  readonly failed: boolean;
}

/** Who walks: an offset counts items across pages, or only within the first one, as botocore has it. */
export type Walker = 'exact' | 'botocore';

/**
 * Walks page by page through a listing of `size` items: the plain model, or botocore's algorithm.
 *
 * The two differ where the first page is shorter than the offset: botocore drops what is there of the
 * offset and forgets the rest, so that items come a second time. And botocore has no token after an error.
 */
export function walk(size: number, ask: WalkAsk, walker: Walker): WalkResult {
  const { pageSize, maxItems = Infinity, pages = Infinity, failsAt, emptyCalls } = ask;
  const places: number[] = [];
  let { position, offset } = ask;
  for (let call = 1; ; call += 1) {
    if (call === failsAt) {
      return { places, failed: true, next: walker === 'exact' ? { position, offset } : undefined };
    }
    const empty = emptyCalls.includes(call);
    const end = empty ? position : Math.min(position + pageSize, size);
    const more = empty || end < size;
    const from = Math.min(position + offset, end);
    const to = Math.min(from + maxItems - places.length, end);
    for (let place = from; place < to; place += 1) places.push(place);
    if (to < end) return { places, failed: false, next: { position, offset: to - position } };
    offset = walker === 'exact' ? Math.max(0, position + offset - end) : 0;
    position = end;
    if (!more) return { places, failed: false };
    if (places.length === maxItems || call === pages) {
      return { places, failed: false, next: { position, offset } };
    }
  }
}
