import { expect } from 'chai';
import fc from 'fast-check';
import { TokenLoopError } from '../../src/core/errors.js';
import type { Place } from '../../src/paging/checkpoint.js';
import { tokenLoopDetector } from '../../src/paging/tokenLoopDetector.js';
import type { FetchedPage } from '../../src/paging/fetchedPage.js';
import { walkPage, type WalkResult, type WalkState } from '../../src/paging/walkPage.js';
import { runs } from '../support/runs.js';

const write = (place: Place): string => JSON.stringify(place);
const walk = (state: Partial<WalkState>, fetched: FetchedPage, seen = tokenLoopDetector()): WalkResult =>
  walkPage({ place: { offset: 0 }, index: 0, left: Infinity, empty: 0, ...state }, fetched, {
    wasSeen: seen,
    maxEmptyPages: 3,
    writePlace: write,
  });

describe('walkPage', () => {
  it('goes on with the token of the page', () => {
    expect(walk({ index: 4, left: 9 }, { items: [1, 2], nextToken: 'b' })).deep.equal({
      page: {
        index: 4,
        items: [1, 2],
        nextToken: 'b',
        resumeToken: '{"nextToken":"b","offset":0,"passed":2}',
      },
      next: { place: { nextToken: 'b', offset: 0, passed: 2 }, index: 5, left: 7, empty: 0 },
    });
  });

  it('goes on after an empty page', () => {
    expect(walk({}, { items: [], nextToken: 'b' }).next).deep.include({ index: 1 });
  });

  it('ends where there is no token: the page has no nextToken', () => {
    expect(walk({}, { items: [1] })).deep.equal({ page: { index: 0, items: [1] } });
  });

  it('ends where enough items were listed, with a resumeToken for the rest', () => {
    expect(walk({ place: { nextToken: 'a', offset: 1 }, left: 1 }, { items: [1, 2, 3] })).deep.equal({
      page: { index: 0, items: [2], resumeToken: '{"nextToken":"a","offset":2}' },
    });
  });

  it('ends with an error after the page whose token was seen before, with a resumeToken after its items', () => {
    const seen = tokenLoopDetector();
    seen('b');
    const state = { place: { nextToken: 'a', offset: 1 }, index: 7 };
    const { page, next, error } = walk(state, { items: [1, 2, 3], nextToken: 'b' }, seen);
    const resumeToken = '{"nextToken":"a","offset":3}';
    expect(page).deep.equal({ index: 7, items: [2, 3], nextToken: 'b', resumeToken });
    expect(next).undefined;
    expect(error)
      .instanceOf(TokenLoopError)
      .include({
        resumeToken,
        message:
          'The service gave a token for the second time, with page 7: the listing would never end. ' +
          'Try again from resumeToken, or from the start.',
      });
  });

  it('does not look at the token after the last item that was asked for', () => {
    const seen = tokenLoopDetector();
    seen('b');
    expect(walk({ left: 1 }, { items: [1], nextToken: 'b' }, seen)).deep.equal({
      page: { index: 0, items: [1], nextToken: 'b', resumeToken: '{"nextToken":"b","offset":0,"passed":1}' },
    });
  });

  it('gives each item once, cut and resumed anywhere, with any other page size and empty pages between', () => {
    const leg = fc.record({ size: fc.integer({ min: 1, max: 7 }), most: fc.nat(12), empties: fc.nat(2) });
    fc.assert(
      fc.property(fc.nat(40), fc.array(leg, { minLength: 1 }), (count, legs) => {
        const whole = Array.from({ length: count }, (_, n) => n);
        const given: unknown[] = [];
        let place: Place | undefined = { offset: 0 };
        // The legs end the listing early; a last one takes what is left.
        for (const { size, most, empties } of [...legs, { size: 3, most: Infinity, empties: 1 }]) {
          if (place === undefined) break;
          if (most === 0) continue;
          const seen = tokenLoopDetector();
          let state: WalkState | undefined = { place, index: 0, left: most, empty: 0 };
          while (state !== undefined) {
            const fetched = fetchedAt(whole, state, size, empties);
            const { page, next } = walkPage(state, fetched, {
              wasSeen: seen,
              maxEmptyPages: Infinity,
              writePlace: write,
            });
            given.push(...page.items);
            place = page.resumeToken === undefined ? undefined : (JSON.parse(page.resumeToken) as Place);
            state = next;
          }
        }
        expect(given).deep.equal(whole);
      }),
      { numRuns: runs(200) },
    );
  });
});

/** The page of a service whose token `start:n` says where it begins; `empties` empty ones come before each. */
function fetchedAt(
  whole: readonly unknown[],
  { place }: WalkState,
  size: number,
  empties: number,
): FetchedPage {
  const [start = 0, n = 0] = (place.nextToken ?? '0:0').split(':').map(Number);
  if (n < empties) return { items: [], nextToken: `${start}:${n + 1}` };
  const end = start + size;
  const items = whole.slice(start, end);
  return end < whole.length ? { items, nextToken: `${end}:0` } : { items };
}
