import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { bestByCost, type CostOptions } from '../../src/operators/bestByCost.js';
import { completedOnly } from '../../src/operators/completedOnly.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { distinctSteps } from '../../src/operators/distinctSteps.js';
import { withStatus } from '../../src/operators/withStatus.js';
import { checklist } from '../support/checklist.js';
import { changes, history, listing, split, stateAfter } from '../support/histories.js';
import { draw } from '../support/marbles.js';
import { holds } from '../support/holds.js';
import { play } from '../support/play.js';
import { change, page, priced, step } from '../support/steps.js';

describe('bestByCost', () => {
  checklist(bestByCost, priced('a', 0.9), 'answers');

  describe('of a listing', () => {
    const a = priced('a', 0.9);
    const c = priced('c', 0.4);
    const d = priced('d', 0.4);

    it('emits each time that the best step improves; a tie keeps the earlier step', () =>
      draw(
        bestByCost(),
        { a, b: step('b'), c, d },
        `
        source  --a--b--c--d--|
        result  --a-----c-----|
        subs    ^-------------!`,
      ));

    it('reads the steps of a page one by one', () =>
      draw(
        bestByCost(),
        { a, c, p: page([a, c, d]), q: page([]) },
        `
        source  --p------q--|
        result  --(ac)------|
        subs    ^-----------!`,
      ));

    it('skips a cost that is absent, NaN, infinite, zero or negative', () =>
      draw(
        bestByCost(),
        {
          a: step('a'),
          b: priced('b', {}),
          c: priced('c', NaN),
          d: priced('d', Infinity),
          e: priced('e', 0),
          f: priced('f', -1),
          g: priced('g', -Infinity),
        },
        `
        source  --a--b--c--d--e--f--g--|
        result  -----------------------|
        subs    ^----------------------!`,
      ));

    it('skips steps that are not completed, unless they are provisionally eligible', () => {
      const values = { a: priced('a', 0.1, { Status: 'IN_PROGRESS' }), b: priced('b', 0.2) };
      draw(
        bestByCost(),
        values,
        `
        source  --a--b--|
        result  -----b--|
        subs    ^-------!`,
      );
      draw(
        bestByCost({ provisional: true }),
        values,
        `
        source  --a--b--|
        result  --a-----|
        subs    ^-------!`,
      );
    });

    it('ranks by cost per inference, or per hour', () => {
      const values = {
        a: priced('a', { CostPerInference: 0.1, CostPerHour: 9 }),
        b: priced('b', { CostPerInference: 0.2, CostPerHour: 8 }),
      };
      for (const options of [undefined, {}, { per: undefined }, { per: 'inference' }] as const)
        draw(
          bestByCost(options),
          values,
          `
          source  --a--b--|
          result  --a-----|
          subs    ^-------!`,
        );
      draw(
        bestByCost({ per: 'hour' }),
        values,
        `
        source  --a--b--|
        result  --a--b--|
        subs    ^-------!`,
      );
    });
  });

  describe('of a watch', () => {
    const a = priced('a', 0.9);
    const c = priced('c', 0.4);
    const worse = priced('c', 1.1);
    const values = {
      a,
      c,
      A: change('added', a),
      C: change('added', c),
      W: change('updated', worse),
      w: worse,
      X: change('removed', c),
      Y: change('removed', a),
      u: undefined,
    };

    it('emits a best step that gets worse', () =>
      draw(
        bestByCost(),
        values,
        `
        source  --A--C--W--|
        result  --a--c--a--|
        subs    ^----------!`,
      ));

    it('returns to the next best when the best step is removed, and to undefined after the last', () =>
      draw(
        bestByCost(),
        values,
        `
        source  --A--C--X--Y--C--|
        result  --a--c--a--u--c--|
        subs    ^----------------!`,
      ));

    it('emits the best step again when it changes and stays the best', () =>
      draw(
        bestByCost(),
        values,
        `
        source  --C--W--C--C--|
        result  --c--w--c-----|
        subs    ^-------------!`,
      ));

    it('emits nothing for steps that never were the best', () =>
      draw(
        bestByCost(),
        values,
        `
        source  --C--A--Y--Y--|
        result  --c-----------|
        subs    ^-------------!`,
      ));

    it('withdraws a best step that is no longer completed', () =>
      draw(
        bestByCost(),
        { ...values, D: change('updated', priced('c', 0.4, { Status: 'DELETED' })) },
        `
        source  --C--D--|
        result  --c--u--|
        subs    ^-------!`,
      ));

    it('keeps the earlier of two equal steps, and counts one that returns as later', () => {
      const e = priced('e', 0.4);
      draw(
        bestByCost(),
        { ...values, e, E: change('added', e) },
        `
        source  --C--E--X--C--|
        result  --c-----e-----|
        subs    ^-------------!`,
      );
    });

    it('distinguishes jobs with equal keys', () => {
      const o = priced('c', 0.4, { JobName: 'other' });
      draw(
        bestByCost(),
        { ...values, o, O: change('added', o) },
        `
        source  --C--O--X--|
        result  --c-----o--|
        subs    ^----------!`,
      );
    });
  });

  describe('against a naive model', () => {
    const options = fc.record<CostOptions>(
      { per: fc.constantFrom('inference', 'hour'), provisional: fc.boolean() },
      { requiredKeys: [] },
    );

    /** The first of the cheapest. */
    function cheapest(steps: Iterable<Step>, { per, provisional }: CostOptions): Step | undefined {
      const cost = ({ InferenceBenchmark }: Step): number =>
        InferenceBenchmark?.Metrics?.[per === 'hour' ? 'CostPerHour' : 'CostPerInference'] ?? NaN;
      const ranked = [...steps].filter(
        step =>
          (provisional === true || step.Status === 'COMPLETED') &&
          cost(step) > 0 &&
          Number.isFinite(cost(step)),
      );
      return ranked.find(step => ranked.every(other => cost(step) <= cost(other)));
    }
    const prefixes = <T>(items: readonly T[]): readonly (readonly T[])[] =>
      items.map((_, i) => items.slice(0, i + 1));

    it('emits each best step of a listing, in any order and split into pages', () =>
      holds(
        fc.property(options, split(listing), (how, { steps, pages }) => {
          const answers = changes(prefixes(steps).map(some => cheapest(some, how)));
          expect(play(pages, bestByCost(how))).deep.equal({ emitted: answers, completed: true });
          expect(play(steps, bestByCost(how)).emitted).deep.equal(answers);
        }),
      ));

    it('emits each best step of a watch, whatever happens to its steps', () =>
      holds(
        fc.property(options, history, (how, events) => {
          const answers = changes(prefixes(events).map(some => cheapest(stateAfter(some).values(), how)));
          expect(play(events, bestByCost(how))).deep.equal({ emitted: answers, completed: true });
        }),
      ));

    it('ends at the same best step on a watch as on a listing of what the watch ends with', () =>
      holds(
        fc.property(options, history, (how, events) => {
          const last = pipe(bestByCost(how), takeLast(1));
          const [answer] = play([...stateAfter(events).values()], last).emitted;
          expect(play(events, last).emitted[0]).equal(answer);
        }),
      ));

    it('ranks what a filter lets through', () => {
      const qualifies = ({ Status }: Step): boolean => Status === 'FAILED' || Status === 'COMPLETED';
      holds(
        fc.property(options, history, split(listing), (how, events, { steps, pages }) => {
          const best = pipe(withStatus('FAILED', 'COMPLETED'), bestByCost(how), takeLast(1));
          const state = stateAfter(events, qualifies);
          expect(play(events, best).emitted[0]).equal(cheapest(state.values(), how));
          expect(play(pages, best).emitted[0]).equal(cheapest(steps.filter(qualifies), how));
        }),
      );
    });
  });

  it('checks its options at once', () => {
    const wrong: readonly (readonly [options: unknown, message: string])[] = [
      [{ per: 'minute' }, `bestByCost.per: must be one of 'inference', 'hour'; got "minute"`],
      [{ provisional: 1 }, 'bestByCost.provisional: must be true or false; got 1'],
      [{ pre: 'hour' }, 'bestByCost.pre: is not known; known are per, provisional'],
      ['hour', 'bestByCost: must be an object'],
    ];
    for (const [options, message] of wrong)
      expect(() => bestByCost(options as never)).throw(InvalidInputError, message);
  });

  it('emits a step of a listing, a step or undefined of a watch', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const steps$: Observable<Step> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(pages$.pipe(bestByCost())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(steps$.pipe(bestByCost())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(bestByCost())).toEqualTypeOf<Observable<Step | undefined>>();
    expectTypeOf(
      pages$.pipe(decodeSteps(), completedOnly(), distinctSteps(), bestByCost({ per: 'hour' }), takeLast(1)),
    ).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(
      watch$.pipe(decodeSteps(), completedOnly(), distinctSteps(), bestByCost({ per: 'hour' }), takeLast(1)),
    ).toEqualTypeOf<Observable<Step | undefined>>();
    expectTypeOf(bestByCost).parameter(0).toEqualTypeOf<CostOptions | undefined>();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(bestByCost());
  });
});
