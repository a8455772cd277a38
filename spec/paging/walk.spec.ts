import { expect } from 'chai';
import fc from 'fast-check';
import {
  EmptyPagesError,
  ExpiredTokenError,
  InvalidTokenError,
  NetworkError,
  TokenLoopError,
  type StepstreamError,
} from '../../src/core/errors.js';
import type { Place } from '../../src/paging/checkpoint.js';
import type { FetchedPage } from '../../src/paging/fetchedPage.js';
import type { FetchPage, Listing } from '../../src/paging/listing.js';
import { startWalk } from '../../src/paging/walk.js';
import { failure } from '../support/failure.js';
import { fetchFrom, pagesOf } from '../support/fakePages.js';
import { runs } from '../support/runs.js';

const signal = new AbortController().signal;
const listingOf = (fetch: FetchPage, more: Partial<Listing> = {}): Listing => ({
  fetch,
  from: { offset: 0 },
  maxItems: Infinity,
  maxEmptyPages: 3,
  writePlace: place => JSON.stringify(place),
  ...more,
});

/** Everything that a walk gives, and the error that ends it, if one does. */
async function walked(
  fetch: FetchPage,
  more?: Partial<Listing>,
): Promise<{ items: unknown[]; error: StepstreamError | undefined }> {
  const { first, fetchPage } = startWalk(listingOf(fetch, more));
  const items: unknown[] = [];
  for (let state = first; state !== undefined;) {
    const { page, next, error } = await fetchPage(state, signal);
    items.push(...page.items);
    if (error !== undefined) return { items, error };
    state = next;
  }
  return { items, error: undefined };
}

/** What is left of a listing behind the place that an error tells. */
async function restOf(error: StepstreamError | undefined, pages: readonly FetchedPage[]): Promise<unknown[]> {
  const from = JSON.parse(error?.resumeToken ?? '') as Place;
  return (await walked(fetchFrom(pages), { from, maxEmptyPages: Infinity })).items;
}

describe('startWalk', () => {
  it('starts at its place, and has no state where no items are wanted', () => {
    const from = { nextToken: 'a', offset: 2 };
    const fetch = fetchFrom([]);
    expect(startWalk(listingOf(fetch, { from, maxItems: 7 })).first).deep.equal({
      place: from,
      index: 0,
      left: 7,
      empty: 0,
    });
    expect(startWalk(listingOf(fetch, { maxItems: 0 })).first).undefined;
  });

  it('passes token, index and signal to the call', async () => {
    const fetch = fetchFrom(pagesOf(1, 1, 1));
    const { fetchPage } = startWalk(listingOf(fetch));
    await fetchPage({ place: { nextToken: 't2', offset: 0 }, index: 5, left: 1, empty: 0 }, signal);
    expect(fetch.calls).deep.equal([{ nextToken: 't2', index: 5, signal }]);
  });

  it('sets the resumeToken of an error of ours, unless it has one', async () => {
    const state = { place: { nextToken: 'a', offset: 2, passed: 5 }, index: 0, left: 1, empty: 0 };
    const turnWith = (error: unknown): Promise<unknown> =>
      failure(startWalk(listingOf(() => Promise.reject(error))).fetchPage(state, signal));
    const own = new NetworkError('reset');
    expect(await turnWith(own)).equal(own);
    expect(own.resumeToken).equal('{"nextToken":"a","offset":2,"passed":5}');
    expect(await turnWith(new NetworkError('reset', { resumeToken: 'kept' }))).property(
      'resumeToken',
      'kept',
    );
    expect(await turnWith(new TypeError('a bug'))).not.property('resumeToken');
  });

  for (const Refused of [ExpiredTokenError, InvalidTokenError])
    it(`counts the place from the start where a token is refused: ${Refused.name}`, async () => {
      const pages = pagesOf(2, 0, 3, 2);
      for (const at of [0, 1, 2, 3])
        for (const offset of [0, 1, 3]) {
          const refused = new Refused('no longer');
          const good = fetchFrom(pages);
          const items: unknown[] = [];
          const { first, fetchPage } = startWalk(
            listingOf((...call) => (call[1] === at ? Promise.reject(refused) : good(...call)), {
              from: { offset },
            }),
          );
          let state = first;
          const error = await failure(
            (async () => {
              while (state !== undefined) {
                const { page, next } = await fetchPage(state, signal);
                items.push(...page.items);
                state = next;
              }
            })(),
          );
          expect(error).equal(refused);
          expect(refused.resumeToken).not.contain('nextToken');
          expect([...items, ...(await restOf(refused, pages))]).deep.equal(
            [0, 1, 2, 3, 4, 5, 6].slice(offset),
          );
        }
    });

  it('keeps a refused token where the items before it aren’t counted', async () => {
    const refused = new ExpiredTokenError('no longer');
    const place = { nextToken: 'raw', offset: 2 };
    const { fetchPage } = startWalk(listingOf(() => Promise.reject(refused)));
    await failure(fetchPage({ place, index: 0, left: 1, empty: 0 }, signal));
    expect(refused.resumeToken).equal('{"nextToken":"raw","offset":2}');
  });

  it('remembers the tokens of one walk only', async () => {
    const pages = pagesOf(1, 1, 1);
    const listing = listingOf(fetchFrom(pages));
    for (let again = 0; again < 2; again += 1) {
      const { first, fetchPage } = startWalk(listing);
      expect((await fetchPage(first!, signal)).error).undefined;
    }
  });

  describe('of empty pages', () => {
    for (const [sizes, calls] of [
      [[1, 0, 0, 0, 1], 4],
      [[0, 0, 0, 0], 3],
      [[1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1], 10],
    ] as const)
      it(`ends with an error after the third in a row: ${sizes.join(', ')}`, async () => {
        const pages = pagesOf(...sizes);
        const fetch = fetchFrom(pages);
        const { items, error } = await walked(fetch);
        expect(fetch.calls).length(calls);
        expect(error)
          .instanceOf(EmptyPagesError)
          .include({
            code: 'EMPTY_PAGES',
            message:
              '3 empty pages in a row, and still a token (maxEmptyPages). Go on from resumeToken, or allow more ' +
              'of them.',
          });
        expect([...items, ...(await restOf(error, pages))]).deep.equal(pages.flatMap(page => page.items));
      });

    for (const sizes of [
      [0, 0, 1, 0, 0],
      [0, 0, 0],
      [1, 0, 0, 1, 0, 0, 0],
    ])
      it(`goes on to the end where there are fewer, or the last one is the end: ${sizes.join(', ')}`, async () => {
        const pages = pagesOf(...sizes);
        expect(await walked(fetchFrom(pages))).deep.equal({
          items: pages.flatMap(page => page.items),
          error: undefined,
        });
      });

    it('does not count a page whose items were all before the place where it starts', async () => {
      const from = { offset: 5 };
      expect(await walked(fetchFrom(pagesOf(1, 1, 1, 1, 1, 1)), { from, maxEmptyPages: 2 })).deep.equal({
        items: [5],
        error: undefined,
      });
      expect((await walked(fetchFrom(pagesOf(1, 0, 1, 0, 1)), { from, maxEmptyPages: 2 })).error).undefined;
    });

    it('ends at the first one with a budget of one, and is no error once enough items were listed', async () => {
      expect((await walked(fetchFrom(pagesOf(1, 0, 1)), { maxEmptyPages: 1 })).error).instanceOf(
        EmptyPagesError,
      );
      expect((await walked(fetchFrom(pagesOf(1, 0, 1)), { maxEmptyPages: 1, maxItems: 1 })).error).undefined;
    });

    it('counts from 0 where it goes on from the error, and loses and repeats nothing', async () => {
      const sizes = fc.array(fc.constantFrom(0, 0, 0, 1, 3), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(sizes, fc.integer({ min: 1, max: 4 }), fc.nat(6), async (sizes, budget, offset) => {
          const pages = pagesOf(...sizes);
          const given: unknown[] = [];
          let from: Place = { offset };
          for (;;) {
            const { items, error } = await walked(fetchFrom(pages), { from, maxEmptyPages: budget });
            given.push(...items);
            if (error === undefined) break;
            expect(error).instanceOf(EmptyPagesError);
            from = JSON.parse(error.resumeToken ?? '') as Place;
          }
          expect(given).deep.equal(pages.flatMap(page => page.items).slice(offset));
        }),
        { numRuns: runs(100) },
      );
    });
  });

  it('ends loops of any length, 1 to 50, after as many calls as there are pages', async () => {
    for (let length = 1; length <= 50; length += 1)
      for (const before of [0, 1, 7]) {
        const count = before + length;
        // The first page has no token, so that none leads back to it: the first of the loop is page 1 then.
        const pages = pagesOf(...Array<number>(count + 1).fill(1)).map((page, n) =>
          n < count ? page : { ...page, nextToken: `t${before + 1}` },
        );
        const fetch = fetchFrom(pages);
        const { items, error } = await walked(fetch);
        expect(error, `${before}, ${length}`).instanceOf(TokenLoopError);
        expect([items.length, fetch.calls.length]).deep.equal([count + 1, count + 1]);
      }
  });

  it('ends a loop of empty pages, too', async () => {
    const looping = pagesOf(1, 0, 0).map((page, n) => (n < 2 ? page : { ...page, nextToken: 't1' }));
    expect((await walked(fetchFrom(looping))).error).instanceOf(TokenLoopError);
  });
});
