import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { getMonoid } from 'fp-ts/lib/Ord.js';
import { NEVER, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { bestByTtft } from '../../src/operators/bestByTtft.js';
import { rankBy } from '../../src/operators/rankBy.js';
import { ascending, descending, type Candidate } from '../../src/operators/ranking/order.js';
import { bestBy } from '../../src/operators/bestBy.js';
import { costOrder } from '../../src/operators/costOrder.js';
import { checklist } from '../support/checklist.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { published, publishedRows, recommended, row } from '../support/recommendations.js';
import { change, priced } from '../support/steps.js';

/** A recommendation with this time to first token. */
const first = (value: unknown, unit = 'ms', stat = 'p50', type = `ml.t${String(value)}.large`): Step =>
  recommended([row('TimeToFirstToken', stat, value, unit)], { type });

describe('bestByTtft', () => {
  checklist(bestByTtft, published, 'answers');

  const [a, b, c, d] = [first('394.81'), recommended([]), first('269.55'), first('0.26955', 's')];
  const values = {
    ...{ a, b, c, d },
    C: change('updated', { ...first('512'), InferenceBenchmark: c.InferenceBenchmark! }),
    w: first('512'),
    A: change('added', a),
    B: change('added', c),
  };

  it('emits the quickest so far, whatever the unit; a tie keeps the earlier step', () =>
    draw(
      bestByTtft(),
      values,
      `
      source  --a--b--c--d--|
      result  --a-----c-----|
      subs    ^-------------!`,
    ));

  it('follows a step of a watch that gets worse', () => {
    const { emitted } = play([values.A, values.B, values.C], bestByTtft());
    expect(emitted).deep.equal([a, c, a]);
  });

  it('takes the statistic that is asked for, in any spelling, and no other in its place', () => {
    const other = first('100', 'ms', 'p90');
    expect(play([other, c], bestByTtft()).emitted).deep.equal([c]);
    for (const stat of ['p90', 'P90', 'p_90']) {
      expect(play([other, c], bestByTtft({ stat })).emitted).deep.equal([other]);
    }
    // The published answer has no p99 of it.
    expect(play([published], bestByTtft({ stat: 'p99' })).emitted).deep.equal([]);
  });

  it('says which statistic a step lacks, where it is ranked', () => {
    const { emitted } = play([published], rankBy(ascending('TimeToFirstToken', { stat: 'P99' })));
    expect(emitted).deep.equal([
      {
        ranked: [],
        excluded: [
          { step: published, reasons: [{ kind: 'figure', figure: 'TimeToFirstToken', stat: 'p99' }] },
        ],
      },
    ]);
  });

  it('never lets a load test of a classic job win', () => {
    const quick = priced('a', { ModelLatency: 3, MaxInvocations: 60_000 });
    expect(play([quick, published], bestByTtft()).emitted).deep.equal([published]);
  });

  it('never lets a value win that is no number', () => {
    const notNumbers = fc.constantFrom<unknown>(
      '',
      ' ',
      'NaN',
      null,
      '1,134.9',
      '0',
      0,
      '-5',
      '1e-9',
      'n/a',
      [],
      {},
    );
    holds(
      fc.property(
        fc.array(notNumbers),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (bad, good) => {
          const steps = [...bad, ...good.map(String)].map(value => first(value, 'ms', 'p50', 'ml.g5.xlarge'));
          const best = play(steps, bestByTtft()).emitted.at(-1) as Step;
          expect(best.figures?.TimeToFirstToken).deep.equal({ p50: Math.min(...good) });
        },
      ),
    );
  });

  it('puts a step without the figure last in an order that is combined of several', () => {
    const { concat } = getMonoid<Candidate>();
    const orders = [
      concat(ascending('TimeToFirstToken'), descending('OutputTokenThroughput')),
      concat(descending('OutputTokenThroughput'), ascending('TimeToFirstToken')),
      concat(
        costOrder({ pricePerHour: type => (type === 'ml.none' ? undefined : 9) }),
        ascending('TimeToFirstToken'),
      ),
    ];
    const silent = recommended([], { type: 'ml.none' });
    for (const order of orders)
      expect(play([silent, published], bestBy(order)).emitted.at(-1)).equal(published);
  });

  it('checks its options, and has the types of an answer', () => {
    for (const stat of ['', '--', 7])
      expect(() => bestByTtft({ stat: stat as never })).throw(InvalidInputError, /stat: must be a statistic/);
    expect(() => bestByTtft({ provisional: 1 as never })).throw(/provisional: must be true or false/);
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(bestByTtft())).toEqualTypeOf<Observable<Step | undefined>>();
    expect(publishedRows).length(10);
  });
});
