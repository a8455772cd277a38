import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { fromCompare } from 'fp-ts/lib/Ord.js';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import type { ExclusionReason } from '../../src/operators/ranking/eligibilityCheck.js';
import { ascending } from '../../src/operators/ranking/order.js';
import { rankBy, type RankOptions } from '../../src/operators/rankBy.js';
import type { Ranking } from '../../src/operators/ranking/ranking.js';
import { within } from '../../src/operators/within.js';
import { checklist } from '../support/checklist.js';
import { history, listing, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { keeps, measured, rankedBy } from '../support/models.js';
import { play } from '../support/play.js';
import { change, page, priced, step } from '../support/steps.js';

describe('rankBy', () => {
  const byCost = ascending('CostPerInference');
  const a = priced('a', 0.9);
  const b = step('b', { Status: 'FAILED' });
  const c = priced('c', 0.4);
  const d = priced('d', 0.6);
  const failed = { step: b, reasons: [{ kind: 'status', status: 'FAILED' }] };
  const ranking = (ranked: readonly Step[], ...excluded: readonly object[]): object => ({ ranked, excluded });

  checklist(() => rankBy(byCost), priced('a', 5), { state: ranking([priced('a', 5)]) });
  checklist(() => rankBy(byCost, { top: 2 }), priced('a', 5), { state: ranking([priced('a', 5)]) });

  describe('of a listing', () => {
    const values = {
      ...{ a, b, c, d, p: page([a, b, c]), e: page([]) },
      1: ranking([a]),
      2: ranking([a], failed),
      3: ranking([c, a], failed),
      4: ranking([c, d, a], failed),
      5: ranking([c], failed),
    };

    it('emits each ranking, with the excluded steps', () =>
      draw(
        rankBy(byCost),
        values,
        `
        source  --a--b--c--d--|
        result  --1--2--3--4--|
        subs    ^-------------!`,
      ));

    it('emits once for a page, and not for one that changes nothing', () =>
      draw(
        rankBy(byCost),
        values,
        `
        source  --p--e--d--|
        result  --3-----4--|
        subs    ^----------!`,
      ));

    it('emits the top when that changes', () =>
      draw(
        rankBy(byCost, { top: 1 }),
        values,
        `
        source  --a--b--c--d--|
        result  --1--2--5-----|
        subs    ^-------------!`,
      ));

    it('never changes an emitted ranking, however late it is read', () => {
      const [first, second] = play([a, b, c, d], rankBy(byCost)).emitted as Ranking[];
      expect(second).deep.equal(ranking([a], failed));
      expect(first).deep.equal(ranking([a]));
      expect(first?.ranked).equal(first?.ranked);
    });
  });

  describe('of a watch', () => {
    const worse = priced('c', 1.1);
    const values = {
      A: change('added', a),
      B: change('added', b),
      C: change('added', c),
      W: change('updated', worse),
      X: change('removed', b),
      U: change('updated', priced('b', 0.1)),
      1: ranking([a]),
      2: ranking([a], failed),
      3: ranking([c, a], failed),
      4: ranking([a, worse], failed),
      5: ranking([a, worse]),
      6: ranking([priced('b', 0.1), a, worse]),
    };

    it('follows steps that are added, updated and removed', () =>
      draw(
        rankBy(byCost),
        values,
        `
        source  --A--B--C--W--X--|
        result  --1--2--3--4--5--|
        subs    ^----------------!`,
      ));

    it('emits nothing for an event that changes nothing', () =>
      draw(
        rankBy(byCost, { top: 1 }),
        { ...values, O: change('added', priced('z', 9)), 2: ranking([c]) },
        `
        source  --C--A--O--A--|
        result  --2-----------|
        subs    ^-------------!`,
      ));

    it('keeps a step that changes before its equals, and puts one that returns behind them', () => {
      const [first, second] = [priced('a', 1), priced('b', 1)];
      const again = priced('a', { CostPerInference: 1, ModelLatency: 5 });
      const added = [first, second].map(one => change('added', one));
      const last = (...events: readonly object[]): unknown =>
        (play([...added, ...events], rankBy(byCost)).emitted as Ranking[]).at(-1)?.ranked;
      expect(last(change('updated', again))).deep.equal([again, second]);
      expect(last(change('removed', first), change('added', first))).deep.equal([second, first]);
    });

    it('ranks a step that was excluded before', () =>
      draw(
        rankBy(byCost),
        values,
        `
        source  --A--B--C--W--U--|
        result  --1--2--3--4--6--|
        subs    ^----------------!`,
      ));
  });

  it('gives every reason: status, metric, bound, and bounds that can not be checked', () => {
    const reasons = (one: Step, options?: RankOptions): readonly ExclusionReason[] | undefined =>
      (play([one], rankBy(byCost, options)).emitted as Ranking[])[0]?.excluded[0]?.reasons;
    const bounds = { maxLatencyMs: 50, families: ['g5'] };
    expect(reasons(step('a', { Status: 'PENDING' }), { bounds })).deep.equal([
      { kind: 'status', status: 'PENDING' },
    ]);
    expect(reasons(priced('a', { ModelLatency: 60 }), { bounds })).deep.equal([
      { kind: 'metric', metric: 'CostPerInference' },
      { kind: 'bound', bound: 'maxLatencyMs', limit: 50, actual: 60 },
      { kind: 'bound', bound: 'families', limit: 'g5', actual: 'ml.c5' },
    ]);
    expect(reasons(priced('a', 1), { bounds: { maxLatencyMs: 50 } })).deep.equal([
      { kind: 'bound', bound: 'maxLatencyMs', limit: 50, actual: undefined },
    ]);
    expect(reasons(step('a', { Status: 'IN_PROGRESS' }), { provisional: true })).deep.equal([
      { kind: 'metric', metric: 'CostPerInference' },
    ]);
  });

  it('fails with what the order throws, when the last ranking of a listing is read', () => {
    const error = new Error('of the order');
    const throws = (): never => {
      throw error;
    };
    expect(play([a, c], rankBy(fromCompare(throws)))).deep.equal({ emitted: [], completed: false, error });
    const late = { ...byCost, compare: throws };
    expect(play([a, c], rankBy(late, { top: 5 })).error).equal(error);
    expect(play([change('added', a), change('added', c)], rankBy(late)).error).equal(error);
    const [, second] = play([a, c], rankBy(late)).emitted as Ranking[];
    expect(() => second?.ranked).throw(error);
  });

  describe('against a naive model', () => {
    const options = fc.record(
      {
        top: fc.constantFrom(1, 2, 5),
        bounds: fc.record(
          { maxLatencyMs: fc.constantFrom(10, 20), includeUnmeasured: fc.boolean() },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    const cost = (one: Step): number => measured(one, 'CostPerInference');

    /** What plain code makes of a state. */
    const model = (state: Iterable<Step>, { top, bounds = {} }: RankOptions): object => {
      const all = [...state];
      const ranked = rankedBy(
        all.filter(one => keeps(bounds, one)),
        cost,
      );
      return { ranked: ranked.slice(0, top), excluded: all.filter(one => !ranked.includes(one)) };
    };
    const shown = (emitted: readonly unknown[]): readonly object[] =>
      (emitted as Ranking[]).map(({ ranked, excluded }) => ({
        ranked,
        excluded: excluded.map(({ step, reasons }) => (expect(reasons).not.empty, step)),
      }));
    const distinct = (states: readonly object[]): readonly object[] => {
      const nothing = { ranked: [], excluded: [] };
      const same = (x: object, y: object): boolean =>
        Object.entries(x).every(([name, list]: [string, Step[]]) => {
          const other = (y as Record<string, Step[]>)[name];
          return list.length === other?.length && list.every((one, i) => one === other[i]);
        });
      return states.filter((state, i) => !same(state, states[i - 1] ?? nothing));
    };
    const prefixes = <T>(items: readonly T[]): readonly (readonly T[])[] =>
      items.map((_, i) => items.slice(0, i + 1));

    it('emits each ranking of a watch, whatever happens to its steps', () =>
      holds(
        fc.property(options, history, (how, events) => {
          const states = prefixes(events).map(some => model(stateAfter(some).values(), how));
          expect(shown(play(events, rankBy(byCost, how)).emitted)).deep.equal(distinct(states));
        }),
      ));

    it('emits each ranking of a listing, and the same last one of its pages', () =>
      holds(
        fc.property(options, split(listing), (how, { steps, pages }) => {
          const states = prefixes(steps).map(some => model(some, how));
          expect(shown(play(steps, rankBy(byCost, how)).emitted)).deep.equal(distinct(states));
          const [last] = shown(play(pages, pipe(rankBy(byCost, how), takeLast(1))).emitted);
          expect(last).deep.equal(states.at(-1));
        }),
      ));

    it('ranks what a filter lets through', () =>
      holds(
        fc.property(history, events => {
          const limits = { maxLatencyMs: 20 };
          const last = pipe(within(limits), rankBy(byCost), takeLast(1));
          const state = [...stateAfter(events, one => keeps(limits, one)).values()];
          const [shownLast = { ranked: [], excluded: [] }] = shown(play(events, last).emitted);
          expect(shownLast).deep.equal(model(state, {}));
        }),
      ));
  });

  it('checks its order and options at once', () => {
    const wrong: readonly (readonly [options: unknown, message: string])[] = [
      [{ top: 0 }, 'rankBy.top: must be a whole number of at least 1; got 0'],
      [{ bounds: 5 }, 'rankBy.bounds: must be an object; got 5'],
      [{ bounds: { maxLatencyMs: 'x' } }, 'rankBy.bounds.maxLatencyMs: must be a finite number'],
      [{ limit: 1 }, 'rankBy.limit: is not known; known are top, bounds, provisional'],
    ];
    for (const [options, message] of wrong)
      expect(() => rankBy(byCost, options as never)).throw(InvalidInputError, message);
    expect(() => rankBy({} as never)).throw(InvalidInputError, 'rankBy: must be an Ord');
  });

  it('has types that chain', () => {
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(within({}), rankBy(byCost, { top: 3 }), takeLast(1))).toEqualTypeOf<
      Observable<Ranking>
    >();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(rankBy(byCost));
  });
});
