import type { ListingOptions } from '../core/listingOptions.js';
import type { Scope } from './checkpoint.js';

/** The service's names of filters. Paging options are none. */
type Names<F> = Readonly<Record<Exclude<keyof F, keyof ListingOptions>, string>>;

/** Returns the filters under the service's names, as a request has them. What isn't given is left out. */
export function filterInput<F extends object>(
  names: Names<F>,
  filters: F,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given(names, filters).map(({ wireName, value }) => [wireName, value]));
}

/** Binds the tokens of a listing to what it lists, and to all of its filters. */
export function filterScope<F extends object>(listing: string, names: Names<F>, filters: F): Scope {
  const texts = given(names, filters).map(({ name, value }): [string, string] => [
    name,
    value instanceof Date ? value.toISOString() : String(value),
  ]);
  return { listing, ...Object.fromEntries(texts) };
}

interface Given {
  readonly name: string;
  readonly wireName: string;
  readonly value: unknown;
}

function given<F extends object>(names: Names<F>, filters: F): readonly Given[] {
  const values = filters as Readonly<Record<string, unknown>>;
  return Object.entries<string>(names).flatMap(([name, wireName]) =>
    values[name] === undefined ? [] : [{ name, wireName, value: values[name] }],
  );
}
