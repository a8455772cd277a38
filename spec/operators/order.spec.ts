import { expect } from 'chai';
import { ascending, usable } from '../../src/operators/order.js';
import { pending, priced, step } from '../support/steps.js';

describe('order', () => {
  it('finds a metric usable that is finite and above zero', () => {
    for (const value of [5e-324, 1, Number.MAX_VALUE]) expect(usable(value), String(value)).true;
    for (const value of [undefined, NaN, 0, -0, -1, Infinity, -Infinity])
      expect(usable(value), String(value)).false;
  });

  it('orders by one metric, smallest first, absent ones last', () => {
    const { order, measured } = ascending('CostPerInference');
    const [a, b, none] = [priced('a', 1), priced('b', 2), step('c')];
    expect([order.compare(a, b), order.compare(b, a), order.compare(a, a)]).deep.equal([-1, 1, 0]);
    expect([order.compare(a, none), order.compare(none, a), order.compare(none, none)]).deep.equal([
      -1, 1, 0,
    ]);
    expect([a, none, pending, priced('d', { CostPerHour: 1 })].map(measured)).deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });
});
