import { expect } from 'chai';
import { lastValueFrom, from } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { Step } from '../../src/core/step.js';
import { bestBy } from '../../src/operators/bestBy.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { costOrder } from '../../src/operators/costOrder.js';
import { monthlyCostAt } from '../../src/operators/monthlyCostAt.js';
import { paretoFront } from '../../src/operators/paretoFront.js';
import { rankBy } from '../../src/operators/rankBy.js';
import type { Ranking } from '../../src/operators/ranking/ranking.js';
import { thrown } from '../support/failure.js';
import { play } from '../support/play.js';
import { published, recommended, row } from '../support/recommendations.js';
import { change, priced } from '../support/steps.js';

const PRICES: Readonly<Record<string, number>> = { 'ml.g6.24xlarge': 8.344, 'ml.g5.12xlarge': 7.09 };
const pricePerHour = (type: string): number | undefined => PRICES[type];
const tokens = (value: string, type: string, count = 1): Step =>
  recommended([row('OutputTokenThroughput', 'avg', value, 'tokens/sec')], { type, count });
const classic = priced('a', {
  CostPerInference: 1e-6,
  CostPerHour: 0.2,
  MaxInvocations: 600,
  ModelLatency: 3,
});
const isMixed = /no cost or throughput in common.*per: 'job'/;

describe('costOrder', () => {
  it('gives dollars per million tokens of the whole deployment', () => {
    const { of } = costOrder({ pricePerHour });
    expect(of(published)?.toFixed(4)).equal('1.2243');
    expect(of(tokens('1893.21', 'ml.g6.24xlarge', 2))?.toFixed(4)).equal('2.4485');
    expect(costOrder({ pricePerHour, per: 'hour' }).of(tokens('1', 'ml.g6.24xlarge', 3))).closeTo(
      25.032,
      1e-9,
    );
  });

  it('leaves the costs of load tests as they are', () => {
    expect(costOrder({ pricePerHour }).of(classic)).equal(1e-6);
    expect(costOrder({ per: 'hour' }).of(classic)).equal(0.2);
    expect(costOrder().missing(priced('b', {}))).deep.equal(['CostPerInference']);
    expect(costOrder({ per: 'hour' }).missing(priced('b', {}))).deep.equal(['CostPerHour']);
  });

  it('excludes what has no price and what has no throughput, and says so', async () => {
    const silent = recommended([], { type: 'ml.g5.12xlarge' });
    const unknown = tokens('9', 'ml.p5.48xlarge');
    const none = recommended([], { type: 'ml.p5.48xlarge' });
    const { ranked, excluded } = await lastValueFrom(
      from([published, silent, unknown, none]).pipe(rankBy(costOrder({ pricePerHour }))),
    );
    const figure = { kind: 'figure', figure: 'OutputTokenThroughput', stat: 'avg' };
    const price = { kind: 'price', instanceType: 'ml.p5.48xlarge' };
    expect(ranked).deep.equal([published]);
    expect(excluded.map(({ reasons }) => reasons)).deep.equal([[figure], [price], [price, figure]]);
  });

  it('has no price at all without pricePerHour, which is no cost of 0', () => {
    expect(play([published], bestByCost()).emitted).deep.equal([]);
    const [ranking] = play([published], rankBy(costOrder())).emitted as readonly Ranking[];
    expect(ranking?.excluded[0]?.reasons).deep.equal([{ kind: 'price', instanceType: 'ml.g6.24xlarge' }]);
  });

  it('fails where a price is none, and names the type', () => {
    for (const price of [0, -1, NaN, Infinity, '8.344', null])
      expect(play([published], bestByCost({ pricePerHour: () => price as never })).error)
        .instanceOf(InvalidInputError)
        .with.property('message')
        .match(/^pricePerHour: must return US dollars .* for 'ml\.g6\.24xlarge'$/);
    expect(() => costOrder({ pricePerHour: 8 as never })).throw(/pricePerHour: must be a function/);
    expect(() => bestByCost({ per: 'month' as never })).throw(/per: must be one of/);
  });
});

describe('bestByCost on recommendations', () => {
  it('picks the least dollars per million tokens, not the least dollars an hour', () => {
    const slow = tokens('790.4', 'ml.g5.12xlarge');
    expect(play([slow, published], bestByCost({ pricePerHour })).emitted).deep.equal([slow, published]);
    expect(play([slow, published], bestByCost({ pricePerHour, per: 'hour' })).emitted).deep.equal([slow]);
  });
});

describe('rankings over load tests and recommendations', () => {
  const month = monthlyCostAt({ requestsPerMinute: 100, pricePerHour });
  const rankings = {
    bestByCost: bestByCost({ pricePerHour }),
    'bestBy(costOrder)': bestBy(costOrder({ pricePerHour, per: 'hour' })),
    'rankBy(costOrder)': rankBy(costOrder({ pricePerHour })),
    'rankBy(monthlyCostAt)': rankBy(month),
    paretoFront: paretoFront(['cost'], { pricePerHour }),
  };
  for (const [name, operator] of Object.entries(rankings))
    it(`fail instead of comparing both silently: ${name}`, () => {
      for (const [x, y] of [
        [classic, published],
        [published, classic],
      ] as const)
        for (const items of [
          [x, y],
          [change('added', x), change('added', y)],
        ])
          expect(play(items, operator).error)
            .instanceOf(InvalidInputError)
            .with.property('message')
            .match(isMixed);
    });

  it('stay per job', () => {
    const other = { ...classic, JobName: 'other' };
    for (const order of [costOrder({ pricePerHour }), month]) {
      const { emitted, error } = play([classic, published, other], bestBy(order, { per: 'job' }));
      expect(error).equal(undefined);
      expect([...(emitted.at(-1) as ReadonlyMap<string, Step>)]).deep.equal([
        ['job', classic],
        ['ai-recommendation-job/nightly', published],
        ['other', other],
      ]);
    }
  });

  it('go on where only one kind can be ranked', () => {
    expect(play([classic, published], bestByCost()).emitted).deep.equal([classic]);
    expect(play([classic, published], paretoFront(['cost', 'ttft'], { pricePerHour })).emitted).deep.equal([
      [published],
    ]);
    expect(play([classic, published], paretoFront(['cost', 'latency'], { pricePerHour })).emitted).deep.equal(
      [[classic]],
    );
  });

  it('fail where an order compares the two by hand', () => {
    for (const order of [costOrder({ pricePerHour }), month]) {
      expect(thrown(() => order.compare(classic, published))).instanceOf(InvalidInputError);
      expect(thrown(() => order.equals(published, classic))).instanceOf(InvalidInputError);
    }
  });
});
