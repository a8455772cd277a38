import { expect } from 'chai';
import fc from 'fast-check';
import { byFrequency, type Rank } from '../../../src/operators/failures/byFrequency.js';
import { holds } from '../../support/holds.js';

describe('byFrequency', () => {
  const rank = (first: number, count: number): Rank<string> => ({
    item: `${String(first)}:${String(count)}`,
    count,
    first,
  });

  it('has the larger count first, of equal ones the one that arrived first', () => {
    expect(byFrequency<string>().update([], [rank(3, 1), rank(2, 5), rank(1, 1)])).deep.equal([
      '2:5',
      '1:1',
      '3:1',
    ]);
  });

  it('is as sorted anew after any updates, and leaves earlier lists as they were', () =>
    holds(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.nat(8), fc.nat(3)), { maxLength: 6 }), { maxLength: 12 }),
        updates => {
          const order = byFrequency<string>();
          const there = new Map<number, Rank<string>>();
          const lists: (readonly string[])[] = [];
          const expected: (readonly string[])[] = [];
          for (const update of updates) {
            const next = new Map(update);
            const removed = [...next.keys()].flatMap(first => there.get(first) ?? []);
            const added = [...next]
              .filter(([, count]) => count > 0)
              .map(([first, count]) => rank(first, count));
            for (const { first } of removed) there.delete(first);
            for (const one of added) there.set(one.first, one);
            lists.push(order.update(removed, added));
            const sorted = [...there.values()].sort((a, b) => b.count - a.count || a.first - b.first);
            expected.push(sorted.map(({ item }) => item));
          }
          expect(lists).deep.equal(expected);
        },
      ),
    ));
});
