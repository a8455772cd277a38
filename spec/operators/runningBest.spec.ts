import { expect } from 'chai';
import { fromCompare } from 'fp-ts/lib/Ord.js';
import type { Step } from '../../src/core/step.js';
import { runningBest } from '../../src/operators/runningBest.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { change, step } from '../support/steps.js';

describe('runningBest', () => {
  const endpoint = (one: Step): string => one.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? '';
  const order = fromCompare<Step>((a, b) =>
    endpoint(a) < endpoint(b) ? -1 : endpoint(a) > endpoint(b) ? 1 : 0,
  );
  const byName = { order, measured: (one: Step): boolean => endpoint(one) !== 'no' };

  checklist(() => runningBest(byName, {}), step('a'), 'answers');

  it('answers by any order', () =>
    draw(
      runningBest(byName, {}),
      { c: step('c'), a: step('a'), b: step('b'), n: step('no') },
      `
      source  --n--c--a--b--|
      result  -----c--a-----|
      subs    ^-------------!`,
    ));

  it('compares an answer that gets no worse with itself alone', () => {
    let compared = 0;
    const counting = fromCompare<Step>((a, b) => {
      compared++;
      return order.compare(a, b);
    });
    const events = ['b', 'c', 'd', 'e', 'f'].map(name => change('added', step(name), { key: name }));
    const better = ['b', 'a'].map(name => change('updated', step(name), { key: 'b' }));
    const { emitted } = play([...events, ...better], runningBest({ ...byName, order: counting }, {}));
    expect(emitted).deep.equal([step('b'), step('b'), step('a')]);
    expect(compared).equal(4 + 2);
  });

  it('fails with what the order throws', () => {
    const error = new Error('of the order');
    const throws = (): never => {
      throw error;
    };
    const twice = [step('a'), step('b')];
    const events = twice.map(one => change('added', one));
    for (const items of [twice, events]) {
      expect(play(items, runningBest({ ...byName, measured: throws }, {}))).deep.equal({
        emitted: [],
        completed: false,
        error,
      });
      expect(play(items, runningBest({ ...byName, order: fromCompare(throws) }, {}))).deep.equal({
        emitted: [twice[0]],
        completed: false,
        error,
      });
    }
  });
});
