import { expect } from 'chai';
import fc from 'fast-check';
import { concatMap, delay, firstValueFrom, lastValueFrom, of, take, toArray, type Observable } from 'rxjs';
import { NetworkError, TokenLoopError } from '../../src/core/errors.js';
import type { Place } from '../../src/paging/checkpoint.js';
import { pages } from '../../src/paging/pages.js';
import type { FetchedPage } from '../../src/paging/fetchedPage.js';
import type { FetchPage, Listing } from '../../src/paging/listing.js';
import type { WalkedPage } from '../../src/paging/walkPage.js';
import { never } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { fetchFrom, pagesOf } from '../support/fakePages.js';
import { runs } from '../support/runs.js';

const START: Place = { offset: 0 };
type Walk = Omit<Listing, 'fetch'>;
const walkOf = (from = START, maxItems = Infinity): Walk => ({
  from,
  maxItems,
  maxEmptyPages: Infinity,
  writePlace: place => JSON.stringify(place),
});
const listed = (fetch: FetchPage, walk: Walk, gate$?: Observable<unknown>): Observable<WalkedPage> =>
  pages({ fetch, ...walk }, gate$);
const placeIn = (token: string | undefined): Place => JSON.parse(token ?? '') as Place;
const all = (fetch: FetchPage, walk = walkOf()): Promise<WalkedPage[]> =>
  lastValueFrom(listed(fetch, walk).pipe(toArray()));
const itemsOf = (walked: readonly WalkedPage[]): unknown[] => walked.flatMap(({ items }) => items);

/** Everything that came, and the error that it ended with. */
async function untilError(fetch: FetchPage, walk = walkOf()): Promise<{ items: unknown[]; error: unknown }> {
  const walked: WalkedPage[] = [];
  const error = await failure(
    new Promise((resolve, reject) => {
      listed(fetch, walk).subscribe({
        next: page => walked.push(page),
        error: reject,
        complete: () => resolve(0),
      });
    }),
  );
  return { items: itemsOf(walked), error };
}

describe('pages', () => {
  it('makes one call a page, counts them, and passes token after token', async () => {
    const fetch = fetchFrom(pagesOf(2, 0, 1));
    const page = (index: number, items: unknown[], nextToken?: string): object =>
      nextToken === undefined
        ? { index, items }
        : { index, items, nextToken, resumeToken: JSON.stringify({ nextToken, offset: 0, passed: 2 }) };
    expect(await all(fetch)).deep.equal([page(0, [0, 1], 't1'), page(1, [], 't2'), page(2, [2])]);
    expect(fetch.calls.map(({ nextToken, index }) => [nextToken, index])).deep.equal([
      [undefined, 0],
      ['t1', 1],
      ['t2', 2],
    ]);
  });

  it('makes no call before it is subscribed to, and all calls for each subscriber', async () => {
    const fetch = fetchFrom(pagesOf(2, 2, 2));
    const listing = listed(fetch, walkOf());
    expect(fetch.calls).empty;
    const [one, other] = await Promise.all([1, 2].map(() => lastValueFrom(listing.pipe(toArray()))));
    expect(itemsOf(one!)).deep.equal([0, 1, 2, 3, 4, 5]);
    expect(other).deep.equal(one);
    expect(fetch.calls).length(6);
  });

  for (const count of [1, 2, 3])
    it(`makes ${count} calls for take(${count})`, async () => {
      const fetch = fetchFrom(pagesOf(1, 1, 1, 1, 1));
      await lastValueFrom(listed(fetch, walkOf()).pipe(take(count)));
      await new Promise(setImmediate);
      expect(fetch.calls).length(count);
    });

  it('makes no call where no items are wanted', async () => {
    const fetch = fetchFrom(pagesOf(2, 2));
    expect(await all(fetch, walkOf(START, 0))).empty;
    expect(fetch.calls).empty;
  });

  it('makes as many calls as the items need, and cuts the last page', async () => {
    const fetch = fetchFrom(pagesOf(2, 2, 2, 2));
    const walked = await all(fetch, walkOf({ nextToken: 't1', offset: 1 }, 2));
    expect(itemsOf(walked)).deep.equal([3, 4]);
    expect(fetch.calls).length(2);
    expect(placeIn(walked.at(-1)?.resumeToken)).deep.equal({ nextToken: 't2', offset: 1 });
  });

  it('goes deep: 20,000 pages', async () => {
    const deepest = 20_000;
    const fetch: FetchPage = async (_, index) => ({
      items: [index],
      ...(index + 1 < deepest && { nextToken: `t${index + 1}` }),
    });
    expect(await lastValueFrom(listed(fetch, walkOf()))).deep.equal({
      index: deepest - 1,
      items: [deepest - 1],
    });
  });

  it('gives pages in order to a slow consumer', async () => {
    const slow = listed(fetchFrom(pagesOf(1, 1, 1)), walkOf()).pipe(
      concatMap(page => of(page).pipe(delay(1))),
    );
    expect(itemsOf(await lastValueFrom(slow.pipe(toArray())))).deep.equal([0, 1, 2]);
  });

  describe('when somebody leaves', () => {
    it('aborts the running call, and emits nothing more', async () => {
      let answer: (page: FetchedPage) => void = () => undefined;
      let signal: AbortSignal | undefined;
      const fetch: FetchPage = (_, __, given) => {
        signal = given;
        return new Promise(resolve => (answer = resolve));
      };
      const received: unknown[] = [];
      const hear = (what: unknown): unknown => received.push(what);
      const subscription = listed(fetch, walkOf()).subscribe({
        next: hear,
        error: hear,
        complete: () => hear('end'),
      });
      expect(signal?.aborted).false;
      subscription.unsubscribe();
      expect(signal?.aborted).true;
      answer({ items: [1], nextToken: 'more' });
      await new Promise(setImmediate);
      expect(received).empty;
    });

    it('leaves the other listings alone', () => {
      const signals: AbortSignal[] = [];
      const listing = listed((_, __, signal) => (signals.push(signal), never()), walkOf());
      const [one, other] = [listing.subscribe(), listing.subscribe()];
      one.unsubscribe();
      expect(signals.map(({ aborted }) => aborted)).deep.equal([true, false]);
      other.unsubscribe();
    });

    it('aborts no call that has ended', async () => {
      const fetch = fetchFrom(pagesOf(1, 1, 1));
      await firstValueFrom(listed(fetch, walkOf()));
      await all(fetch);
      const signals = [...fetch.calls];
      const failing: FetchPage = (_, index, signal) => {
        signals.push({ nextToken: undefined, index, signal });
        return Promise.reject(new NetworkError('reset'));
      };
      await failure(all(failing));
      expect(signals).length(5);
      expect(signals.filter(({ signal }) => signal.aborted)).empty;
    });
  });

  describe('when a call fails', () => {
    /** Fails with `error` at the call of this index. */
    const failingAt =
      (index: number, error: unknown, fetched: readonly FetchedPage[]): FetchPage =>
      (nextToken, at, signal) =>
        at === index ? Promise.reject(error) : fetchFrom(fetched)(nextToken, at, signal);

    for (const index of [0, 1, 2])
      it(`at page ${index}: emits the pages before it, and has the resumeToken`, async () => {
        const fetched = pagesOf(2, 3, 2);
        const reset = new NetworkError('reset');
        const { items, error } = await untilError(failingAt(index, reset, fetched));
        expect(error).equal(reset);
        const rest = await all(fetchFrom(fetched), walkOf(placeIn(reset.resumeToken)));
        expect([...items, ...itemsOf(rest)]).deep.equal([0, 1, 2, 3, 4, 5, 6]);
      });

    it('where the listing began inside a page: goes on from there', async () => {
      const reset = new NetworkError('reset');
      const from = { nextToken: 't1', offset: 2 };
      await untilError(failingAt(0, reset, []), walkOf(from));
      expect(placeIn(reset.resumeToken)).deep.equal(from);
    });

    it('keeps a resumeToken that the error has', async () => {
      const reset = new NetworkError('reset', { resumeToken: 'kept' });
      await untilError(failingAt(0, reset, []));
      expect(reset.resumeToken).equal('kept');
    });

    it('passes an error that is not ours as it is', async () => {
      const bug = new TypeError('a bug');
      expect((await untilError(failingAt(0, bug, []))).error).equal(bug);
      expect(bug).not.property('resumeToken');
    });
  });

  describe('when a token comes twice', () => {
    /** Pages whose last one leads back: `back` pages, so that 1 is a page that asks for itself. */
    const looping = (fetched: readonly FetchedPage[], back: number): FetchedPage[] =>
      fetched.map((page, n) =>
        n + 1 < fetched.length ? page : { ...page, nextToken: `t${fetched.length - back}` },
      );

    for (const length of [1, 2, 3, 6])
      it(`ends with an error after the page that repeats it: a loop of ${length}`, async () => {
        const fetch = fetchFrom(looping(pagesOf(1, 1, 1, 1, 1, 1, 1), length));
        const { items, error } = await untilError(fetch);
        expect(items).deep.equal([0, 1, 2, 3, 4, 5, 6]);
        expect(error).instanceOf(TokenLoopError);
        expect(fetch.calls).length(7);
      });

    it('counts the token that the listing began with', async () => {
      const fetch = fetchFrom(looping(pagesOf(1, 1, 1), 1));
      const { items, error } = await untilError(fetch, walkOf({ nextToken: 't2', offset: 0 }));
      expect([items, error]).deep.equal([[2], error]);
      expect(error).instanceOf(TokenLoopError);
      expect(fetch.calls).length(1);
    });

    it('is no error where enough items were listed', async () => {
      const fetch = fetchFrom(looping(pagesOf(1, 1), 1));
      expect(itemsOf(await all(fetch, walkOf(START, 2)))).deep.equal([0, 1]);
    });

    it('loses and repeats nothing where it goes on from resumeToken and the token is right again', async () => {
      const lengths = fc.array(fc.nat(3), { minLength: 2, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(lengths, fc.nat(), fc.nat(), fc.nat(4), async (sizes, cut, loop, offset) => {
          const good = pagesOf(...sizes);
          const until = 2 + (cut % (sizes.length - 1));
          const wrong = looping(good.slice(0, until), 1 + (loop % (until - 1)));
          const { items, error } = await untilError(fetchFrom(wrong), walkOf({ offset }));
          const from = placeIn((error as TokenLoopError).resumeToken);
          const rest = itemsOf(await all(fetchFrom(good), walkOf(from)));
          expect([...items, ...rest]).deep.equal(good.flatMap(page => page.items).slice(offset));
        }),
        { numRuns: runs(100) },
      );
    });
  });
});
