import { expect } from 'chai';
import fc from 'fast-check';

/** What a part of a listing asks for. */
export interface PartFilters {
  readonly pageSize?: number | undefined;
  readonly maxItems?: number;
  readonly startingToken?: string | undefined;
}

/** A kind of listing. */
export interface ResumableListing<Page> {
  /** Lists a part of `count` items; a call whose index is in `empty` gets an empty page. */
  readonly list: (count: number, empty: readonly number[], filters: PartFilters) => Promise<readonly Page[]>;
  readonly itemsOf: (pages: readonly Page[]) => readonly unknown[];
  /** All items where there are `count`. */
  readonly all: (count: number) => readonly unknown[];
}

/** Cuts listings anywhere and resumes them, with any page size and empty pages: they give each item once, in order. */
export async function expectResumable<Page extends { readonly resumeToken?: string }>(
  { list, itemsOf, all }: ResumableListing<Page>,
  numRuns: number,
): Promise<void> {
  const part = fc.record({
    pageSize: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    maxItems: fc.integer({ min: 1, max: 150 }),
    empty: fc.array(fc.nat(3), { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(350), fc.array(part, { maxLength: 6 }), async (count, parts) => {
      const given: unknown[] = [];
      let startingToken: string | undefined;
      for (const [n, { empty, ...filters }] of [...parts, { empty: [], pageSize: 100 }].entries()) {
        if (n > 0 && startingToken === undefined) break;
        const pages = await list(count, empty, { ...filters, startingToken });
        given.push(...itemsOf(pages));
        startingToken = pages.at(-1)?.resumeToken;
      }
      expect(given).deep.equal(all(count));
      expect(startingToken).undefined;
    }),
    { numRuns },
  );
}
