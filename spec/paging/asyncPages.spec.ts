import { expect } from 'chai';
import { from, lastValueFrom, toArray } from 'rxjs';
import { AbortedError, EmptyPagesError, NetworkError, TokenLoopError } from '../../src/core/errors.js';
import type { Place } from '../../src/paging/checkpoint.js';
import { pages } from '../../src/paging/pages.js';
import { asyncPages } from '../../src/paging/asyncPages.js';
import type { FetchPage, Listing } from '../../src/paging/listing.js';
import type { WalkedPage } from '../../src/paging/walkPage.js';
import { failure } from '../support/failure.js';
import { fetchFrom, pagesOf } from '../support/fakePages.js';

const listingOf = (fetch: FetchPage, more: Partial<Listing> = {}): Listing => ({
  fetch,
  from: { offset: 0 },
  maxItems: Infinity,
  maxEmptyPages: 3,
  writePlace: place => JSON.stringify(place),
  ...more,
});
const pulled = (fetch: FetchPage, more?: Partial<Listing>): AsyncIterable<WalkedPage> =>
  asyncPages(
    () => listingOf(fetch, more),
    page => page,
  );
const iterate = (...args: Parameters<typeof pulled>): Required<AsyncIterator<WalkedPage, undefined>> =>
  pulled(...args)[Symbol.asyncIterator]() as Required<AsyncIterator<WalkedPage, undefined>>;
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const END = { done: true, value: undefined };

/** Never answers; fails as the service's port does when it is aborted. */
const stuck = (signals: AbortSignal[]): FetchPage => {
  return (_, __, signal) => {
    signals.push(signal);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AbortedError()));
    });
  };
};

/** What came, and what it failed with. */
async function read(iterable: AsyncIterable<WalkedPage>): Promise<{ items: unknown[]; error: unknown }> {
  const items: unknown[] = [];
  const error = await failure(
    (async () => {
      for await (const page of iterable) items.push(...page.items);
    })(),
  );
  return { items, error };
}

describe('asyncPages', () => {
  it('gives the same pages as the stream', async () => {
    const streamed = pages(listingOf(fetchFrom(pagesOf(2, 0, 1))));
    expect(await lastValueFrom(from(pulled(fetchFrom(pagesOf(2, 0, 1)))).pipe(toArray()))).deep.equal(
      await lastValueFrom(streamed.pipe(toArray())),
    );
  });

  it('maps each page', async () => {
    const turned = asyncPages(
      () => listingOf(fetchFrom(pagesOf(1, 2))),
      page => page.items.length,
    );
    expect(await lastValueFrom(from(turned).pipe(toArray()))).deep.equal([1, 2]);
  });

  it('makes exactly one call for each page that is requested', async () => {
    const fetch = fetchFrom(pagesOf(1, 1, 1));
    const iterator = iterate(fetch);
    await settle();
    expect(fetch.calls).empty;
    for (const calls of [1, 2, 3]) {
      expect((await iterator.next()).value).property('index', calls - 1);
      await settle();
      expect(fetch.calls).length(calls);
    }
    for (let again = 0; again < 2; again += 1) expect(await iterator.next()).deep.equal(END);
    expect(fetch.calls).length(3);
  });

  it('resolves requests in their order, one call at a time', async () => {
    let open = 0;
    const inner = fetchFrom(pagesOf(1, 1, 1));
    const iterator = iterate(async (...args) => {
      expect((open += 1)).equal(1);
      await settle();
      open -= 1;
      return inner(...args);
    });
    const answers = await Promise.all([1, 2, 3, 4].map(() => iterator.next()));
    expect(answers.map(({ value }) => value?.index)).deep.equal([0, 1, 2, undefined]);
    expect(answers.map(({ done }) => done)).deep.equal([false, false, false, true]);
    expect(inner.calls).length(3);
  });

  it('lists again with each iteration', async () => {
    const fetch = fetchFrom(pagesOf(1, 1));
    let lists = 0;
    const iterable = asyncPages(
      () => ((lists += 1), listingOf(fetch)),
      page => page.index,
    );
    expect(lists).equal(0);
    for (let n = 1; n <= 2; n += 1)
      expect(await lastValueFrom(from(iterable).pipe(toArray()))).deep.equal([0, 1]);
    expect([lists, fetch.calls.length]).deep.equal([2, 4]);
  });

  it('makes no call where no items are wanted', async () => {
    const fetch = fetchFrom(pagesOf(1));
    expect(await iterate(fetch, { maxItems: 0 }).next()).deep.equal(END);
    expect(fetch.calls).empty;
  });

  it('throws the error of the listing at the first next, and then is at its end', async () => {
    const wrong = new RangeError('wrong');
    const iterable = asyncPages(
      (): Listing => {
        throw wrong;
      },
      page => page,
    );
    const iterator = iterable[Symbol.asyncIterator]();
    expect(await failure(iterator.next())).equal(wrong);
    expect(await iterator.next()).deep.equal(END);
  });

  describe('when somebody leaves', () => {
    it('makes no further call after a break', async () => {
      const fetch = fetchFrom(pagesOf(1, 1, 1));
      const seen: number[] = [];
      for await (const page of pulled(fetch)) {
        seen.push(page.index);
        if (page.index === 1) break;
      }
      await settle();
      expect([seen, fetch.calls.length]).deep.equal([[0, 1], 2]);
    });

    it('aborts the running call at once; a waiting next resolves with done', async () => {
      const signals: AbortSignal[] = [];
      const iterator = iterate(stuck(signals));
      const waiting = [iterator.next(), iterator.next()];
      const left = iterator.return();
      expect(signals.map(({ aborted }) => aborted)).deep.equal([true]);
      expect(await Promise.all([...waiting, left, iterator.next()])).deep.equal([END, END, END, END]);
      expect(signals).length(1);
    });

    it('makes no call where no page was requested yet', async () => {
      const signals: AbortSignal[] = [];
      const iterator = iterate(stuck(signals));
      expect(await iterator.return()).deep.equal(END);
      expect(await iterator.next()).deep.equal(END);
      expect(signals).empty;
    });

    it('leaves the other iterations alone', () => {
      const signals: AbortSignal[] = [];
      const iterable = pulled(stuck(signals));
      const [one, other] = [iterable[Symbol.asyncIterator](), iterable[Symbol.asyncIterator]()];
      void one.next();
      void other.next();
      void one.return?.();
      expect(signals.map(({ aborted }) => aborted)).deep.equal([true, false]);
      void other.return?.();
    });
  });

  describe('fails', () => {
    const good = pagesOf(2, 1, 2);
    const rest = async (error: unknown): Promise<unknown[]> => {
      const { resumeToken = '' } = error as NetworkError;
      const place = JSON.parse(resumeToken) as Place;
      const walked = pages(listingOf(fetchFrom(good), { from: place })).pipe(toArray());
      return (await lastValueFrom(walked)).flatMap(({ items }) => items);
    };

    for (const index of [0, 1, 2])
      it(`with the error of call ${index}, which says where to go on`, async () => {
        const reset = new NetworkError('reset');
        const fetch = fetchFrom(good);
        const { items, error } = await read(
          pulled((...args) => (args[1] === index ? Promise.reject(reset) : fetch(...args))),
        );
        expect(error).equal(reset);
        expect([...items, ...(await rest(error))]).deep.equal([0, 1, 2, 3, 4]);
      });

    it('after the page that a token led back with, and then is at its end', async () => {
      const looping = good.map((page, n) => (n === 1 ? { ...page, nextToken: 't1' } : page));
      const { items, error } = await read(pulled(fetchFrom(looping)));
      expect(error).instanceOf(TokenLoopError);
      expect([...items, ...(await rest(error))]).deep.equal([0, 1, 2, 3, 4]);
      const iterator = iterate(fetchFrom(looping));
      await Promise.all([iterator.next(), iterator.next()]);
      expect(await failure(iterator.next())).instanceOf(TokenLoopError);
      expect(await iterator.next()).deep.equal(END);
    });

    it('after one empty page too many', async () => {
      const fetch = fetchFrom(pagesOf(1, 0, 0, 0, 0, 1));
      const { items, error } = await read(pulled(fetch));
      expect([items, fetch.calls.length]).deep.equal([[0], 4]);
      expect(error)
        .instanceOf(EmptyPagesError)
        .property('resumeToken', '{"nextToken":"t4","offset":0,"passed":1}');
    });
  });
});
