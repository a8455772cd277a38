import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { contramap, getMonoid, reverse, type Ord } from 'fp-ts/lib/Ord.js';
import * as N from 'fp-ts/lib/number.js';
import { InvalidInputError } from '../../../src/core/errors.js';
import type { Metrics, Step } from '../../../src/core/step.js';
import {
  ascending,
  descending,
  type Candidate,
  type StepOrder,
} from '../../../src/operators/ranking/order.js';
import { pending, priced, step } from '../../support/steps.js';

describe('order', () => {
  const [a, b] = [priced('a', 1), priced('b', 2)];

  it('orders by one metric, the smallest or the largest first', () => {
    const up = ascending('CostPerInference');
    const down = descending('CostPerInference');
    expect([up.compare(a, b), up.compare(b, a), up.compare(a, a)]).deep.equal([-1, 1, 0]);
    expect([down.compare(a, b), down.compare(b, a), down.compare(a, a)]).deep.equal([1, -1, 0]);
    expect([up.equals(a, priced('c', 1)), up.equals(a, b)]).deep.equal([true, false]);
  });

  it('lists the metrics that a step lacks', () => {
    for (const order of [ascending('CostPerInference'), descending('CostPerInference')]) {
      expect(order.missing(a)).deep.equal([]);
      for (const one of [
        step('c'),
        pending,
        priced('d', { CostPerHour: 1 }),
        priced('e', NaN),
        priced('f', 0),
      ])
        expect(order.missing(one)).deep.equal(['CostPerInference']);
    }
  });

  it('refuses what is no metric at once', () => {
    for (const order of [ascending, descending])
      expect(() => order('Latency' as never)).throw(
        InvalidInputError,
        /^metric: must be one of 'CostPerHour', .*; got "Latency"$/,
      );
  });

  it('takes any Ord over metrics or over steps, and what fp-ts makes of them', () => {
    expectTypeOf<Ord<Metrics>>().toExtend<StepOrder>();
    expectTypeOf<Ord<Step>>().toExtend<StepOrder>();
    expectTypeOf<Ord<Candidate>>().toExtend<StepOrder>();
    const own = contramap((metrics: Metrics) => metrics.ModelLatency ?? NaN)(N.Ord);
    const both = getMonoid<Candidate>().concat(own, reverse(ascending('MaxInvocations')));
    expectTypeOf(both).toExtend<StepOrder>();
    expectTypeOf<Ord<string>>().not.toExtend<StepOrder>();
  });
});
