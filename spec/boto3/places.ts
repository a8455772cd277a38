import { once } from '../support/once.js';

/** Where each item of a listing stands, told by all that it says. */
export type Places = ReadonlyMap<string, number>;

/** The places of a listing's items. Fails where two items say the same. */
export function placesIn(all: readonly unknown[]): Places {
  const places = new Map(all.map((item, place) => [textOf(item as object), place]));
  if (places.size !== all.length) throw new Error('two items say the same');
  return places;
}

/** The places of items, as text: `0-9 12 14-20`; `?` where an item isn't one of the listing. */
export function placesOf(items: readonly unknown[], places: Places): string {
  return show(items.map(item => places.get(textOf(item as object))));
}

/** Places as text: `0-9 12 14-20`. */
export function show(places: readonly (number | undefined)[]): string {
  const ranges: { first: number | undefined; last: number | undefined }[] = [];
  for (const place of places) {
    const range = ranges.at(-1);
    if (range?.last !== undefined && place === range.last + 1) range.last = place;
    else ranges.push({ first: place, last: place });
  }
  return ranges
    .map(({ first, last }) =>
      first === undefined ? '?' : first === last ? String(first) : `${String(first)}-${String(last)}`,
    )
    .join(' ');
}

/** The same text for the same JSON, whatever the order of its members. An item is looked up several times. */
const textOf = once((item: object) =>
  JSON.stringify(item, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  ),
);
