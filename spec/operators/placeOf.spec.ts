import { expect } from 'chai';
import fc from 'fast-check';
import { placeOf } from '../../src/operators/placeOf.js';
import { holds } from '../support/holds.js';

describe('placeOf', () => {
  it('counts the items that stand before', () =>
    holds(
      fc.property(fc.array(fc.nat(9)), fc.nat(10), (items, limit) => {
        const sorted = items.toSorted((a, b) => a - b);
        expect(placeOf(sorted, item => item < limit)).equal(sorted.filter(item => item < limit).length);
        expect(placeOf(sorted, item => item <= limit)).equal(sorted.filter(item => item <= limit).length);
      }),
    ));
});
