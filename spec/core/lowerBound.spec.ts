import { expect } from 'chai';
import fc from 'fast-check';
import { lowerBound } from '../../src/core/lowerBound.js';
import { holds } from '../support/holds.js';

describe('lowerBound', () => {
  it('counts the leading items', () =>
    holds(
      fc.property(fc.array(fc.nat(9)), fc.nat(10), (items, limit) => {
        const sorted = items.toSorted((a, b) => a - b);
        expect(lowerBound(sorted, item => item < limit)).equal(sorted.filter(item => item < limit).length);
        expect(lowerBound(sorted, item => item <= limit)).equal(sorted.filter(item => item <= limit).length);
      }),
    ));
});
