import { expect } from 'chai';
import fc from 'fast-check';
import type { Place } from '../../src/paging/checkpoint.js';
import { fromTheStart, slicePage } from '../../src/paging/slicePage.js';
import { pagesOf } from '../support/fakePages.js';
import { runs } from '../support/runs.js';

const page = { items: ['a', 'b', 'c'], nextToken: 'next' };
const from = (offset: number): Place => ({ nextToken: 'this', offset });

describe('slicePage', () => {
  it('takes a whole page as the same list, and is before the next page', () => {
    const sliced = slicePage(page, from(0), Infinity);
    expect(sliced).deep.equal({
      items: page.items,
      next: { nextToken: 'next', offset: 0 },
      left: Infinity,
    });
    expect(sliced.items).equal(page.items);
  });

  it('leaves out the items before the place, and those beyond the wanted number', () => {
    expect(slicePage(page, from(1), 1)).deep.equal({ items: ['b'], next: from(2), left: 0 });
  });

  it('is before the next page where it took the last item', () => {
    expect(slicePage(page, from(1), 2)).deep.equal({
      items: ['b', 'c'],
      next: { nextToken: 'next', offset: 0 },
      left: 0,
    });
  });

  it('carries an offset over that the page is too short for', () => {
    expect(slicePage(page, from(5), 9)).deep.equal({
      items: [],
      next: { nextToken: 'next', offset: 2 },
      left: 9,
    });
    expect(slicePage({ items: [], nextToken: 'next' }, from(5), 9).next).deep.equal({
      nextToken: 'next',
      offset: 5,
    });
  });

  it('is at the end after the last item of a page without a token, and not before', () => {
    const last = { items: ['a', 'b'] };
    expect(slicePage(last, from(0), 9).next).undefined;
    expect(slicePage(last, from(7), 9).next).undefined;
    expect(slicePage(last, from(0), 1).next).deep.equal(from(1));
  });

  it('gives, page after page, what slicing the whole would give', () => {
    const length = fc.nat(5);
    fc.assert(
      fc.property(fc.array(length, { minLength: 1 }), fc.nat(30), fc.nat(30), (lengths, offset, most) => {
        const pages = pagesOf(...lengths);
        const given: unknown[] = [];
        let place: Place | undefined = { offset };
        let left = most;
        for (const fetched of pages) {
          if (place === undefined || left === 0) break;
          const sliced = slicePage(fetched, place, left);
          given.push(...sliced.items);
          ({ next: place, left } = sliced);
        }
        const whole = pages.flatMap(({ items }) => items);
        expect(given).deep.equal(whole.slice(offset, offset + most));
        expect(left).equal(most - given.length);
      }),
      { numRuns: runs(200) },
    );
  });

  it('counts the items before the next page, where those before this one are counted', () => {
    expect(slicePage(page, { offset: 0 }, 9).next).deep.equal({ nextToken: 'next', offset: 0, passed: 3 });
    expect(slicePage(page, { offset: 5 }, 9).next).deep.equal({ nextToken: 'next', offset: 2, passed: 3 });
    const counted = { nextToken: 'this', offset: 1, passed: 10 };
    expect(slicePage(page, counted, 9).next).deep.equal({ nextToken: 'next', offset: 0, passed: 13 });
    expect(slicePage(page, counted, 1).next).deep.equal({ nextToken: 'this', offset: 2, passed: 10 });
  });
});

describe('fromTheStart', () => {
  it('is the same place without a token, where its items are counted', () => {
    expect(fromTheStart({ offset: 4 })).deep.equal({ offset: 4 });
    expect(fromTheStart({ nextToken: 'this', offset: 4, passed: 10 })).deep.equal({ offset: 14 });
  });

  it('is the place itself where the number isn’t known', () => {
    expect(fromTheStart({ nextToken: 'this', offset: 4 })).deep.equal({ nextToken: 'this', offset: 4 });
  });
});
