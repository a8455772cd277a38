import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { contramap, fromCompare, getMonoid } from 'fp-ts/lib/Ord.js';
import * as N from 'fp-ts/lib/number.js';
import * as S from 'fp-ts/lib/string.js';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Metrics, Step } from '../../src/core/step.js';
import { bestBy } from '../../src/operators/bestBy.js';
import { ascending, descending, type Candidate } from '../../src/operators/ranking/order.js';
import { within } from '../../src/operators/within.js';
import { checklist } from '../support/checklist.js';
import { changes, history, listing, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { keeps, measured, rankedBy } from '../support/models.js';
import { play } from '../support/play.js';
import { change, page, priced, step } from '../support/steps.js';

describe('bestBy', () => {
  const latency = contramap((metrics: Metrics) => metrics.ModelLatency ?? Infinity)(N.Ord);
  const quick = (endpoint: string, ModelLatency: number, JobName = 'job'): Step =>
    priced(endpoint, { ModelLatency }, { JobName });

  checklist(() => bestBy(latency), quick('a', 5), 'answers');
  checklist(() => bestBy(ascending('ModelLatency')), quick('a', 5), 'answers');

  it('emits the best step by an order of the user', () =>
    draw(
      bestBy(latency),
      { a: quick('a', 80), b: step('b'), c: quick('c', 35), d: quick('d', 35), n: quick('n', NaN) },
      `
      source  --n--a--b--c--d--n--|
      result  -----a-----c--------|
      subs    ^-------------------!`,
    ));

  it('follows a watch, also to a worse best step', () =>
    draw(
      bestBy(latency),
      {
        a: quick('a', 80),
        c: quick('c', 35),
        d: quick('c', 95),
        A: change('added', quick('a', 80)),
        C: change('added', quick('c', 35)),
        D: change('updated', quick('c', 95)),
        X: change('removed', quick('a', 80)),
        N: change('updated', quick('c', NaN)),
        u: undefined,
      },
      `
      source  --A--C--D--X--N--|
      result  --a--c--a--d--u--|
      subs    ^----------------!`,
    ));

  it('uses a second order after a tie', () => {
    const order = getMonoid<Candidate>().concat(ascending('CostPerInference'), latency);
    const [a, b, c] = [30, 20, 10].map((ModelLatency, i) =>
      priced(String(i), { CostPerInference: i === 2 ? 9 : 1, ModelLatency }),
    );
    expect(play([a, b, c], bestBy(order)).emitted).deep.equal([a, b]);
  });

  it('ranks every completed step by an order that reads no metric', () => {
    const byName = contramap(
      (one: Step) => one.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? '~',
    )(S.Ord);
    const [c, a] = [step('c'), step('a')];
    expect(play([c, step('0', { Status: 'FAILED' }), a], bestBy(byName)).emitted).deep.equal([c, a]);
  });

  it('compares a best step that gets no worse with itself alone', () => {
    let compared = 0;
    const counting = {
      ...ascending('ModelLatency'),
      compare: (a: Step, b: Step) => {
        compared++;
        return ascending('ModelLatency').compare(a, b);
      },
    };
    const events = [2, 3, 4, 5, 6].map(ms => change('added', quick(String(ms), ms)));
    const better = [2, 1].map(ms => change('updated', quick('2', ms)));
    expect(play([...events, ...better], bestBy(counting)).emitted).deep.equal(
      [2, 2, 1].map((ms, i) => (i === 0 ? quick('2', 2) : quick('2', ms))),
    );
    expect(compared).equal(4 + 2);
  });

  it('fails with what the order throws', () => {
    const error = new Error('of the order');
    const throws = (): never => {
      throw error;
    };
    const twice = [quick('a', 1), quick('b', 2)];
    for (const items of [twice, twice.map(one => change('added', one)), [page(twice)]]) {
      expect(play(items, bestBy(fromCompare(throws)))).deep.equal({ emitted: [], completed: false, error });
      const late = { ...ascending('ModelLatency'), compare: throws };
      expect(play(items, bestBy(late))).deep.equal({ emitted: [twice[0]], completed: false, error });
      const missing = { ...ascending('ModelLatency'), missing: throws };
      expect(play(items, bestBy(missing))).deep.equal({ emitted: [], completed: false, error });
    }
  });

  describe('for each job', () => {
    const [a, b, o] = [quick('a', 2), quick('b', 1), quick('a', 9, 'other')];
    const perJob = bestBy(latency, { per: 'job' });

    it('emits the best steps of all jobs so far', () => {
      const one = new Map([['job', a]]);
      const two = new Map([...one, ['other', o]]);
      const three = new Map([...two, ['job', b]]);
      draw(
        perJob,
        { a, b, o, p: page([a, o]), x: quick('x', 5), 1: one, 2: two, 3: three },
        `
        source  --a--o--b--x--|
        result  --1--2--3-----|
        subs    ^-------------!`,
      );
      expect(play([page([a, o, b])], perJob).emitted.at(-1)).deep.equal(three);
    });

    it('drops a job that has no best step any more', () => {
      const events = [change('added', a), change('added', o), change('removed', a), change('removed', o)];
      expect(play(events, perJob).emitted).deep.equal([
        new Map([['job', a]]),
        new Map([
          ['job', a],
          ['other', o],
        ]),
        new Map([['other', o]]),
        new Map(),
      ]);
    });

    it('ends at the best of each job, whatever happened', () =>
      holds(
        fc.property(history, split(listing), (events, { steps, pages }) => {
          const model = (state: readonly Step[]): ReadonlyMap<string, Step> =>
            new Map(
              ['job', 'other'].flatMap(name => {
                const mine = state.filter(({ JobName }) => JobName === name);
                const [best] = rankedBy(mine, one => measured(one, 'ModelLatency'));
                return best === undefined ? [] : [[name, best] as const];
              }),
            );
          const last = pipe(perJob, takeLast(1));
          const empty: ReadonlyMap<string, Step> = new Map();
          expect(play(events, last).emitted[0] ?? empty).deep.equal(model([...stateAfter(events).values()]));
          expect(play(pages, last).emitted[0] ?? empty).deep.equal(model(steps));
        }),
      ));
  });

  describe('against a naive model', () => {
    const orders = {
      latency: [latency, (one: Step) => measured(one, 'ModelLatency')],
      throughput: [descending('MaxInvocations'), (one: Step) => -measured(one, 'MaxInvocations')],
      perInvocation: [
        contramap((one: Candidate) => (one.CostPerHour ?? 0) / (one.MaxInvocations ?? 0))(N.Ord),
        (one: Step) => measured(one, 'CostPerHour') / measured(one, 'MaxInvocations'),
      ],
    } as const;
    const bounds = fc.record(
      {
        maxLatencyMs: fc.constantFrom(10, 20, 25),
        minInvocationsPerMinute: fc.constantFrom(100, 200),
        maxCostPerHour: fc.constantFrom(0.1, 0.2),
        includeUnmeasured: fc.boolean(),
      },
      { requiredKeys: [] },
    );

    for (const [name, [order, score]] of Object.entries(orders))
      it(`answers by ${name} as plain code does, after each event and through bounds`, () =>
        holds(
          fc.property(history, split(listing), bounds, (events, { steps, pages }, limits) => {
            const best = (state: Iterable<Step>): Step | undefined => rankedBy(state, score)[0];
            const prefixes = events.map((_, i) => events.slice(0, i + 1));
            expect(play(events, bestBy(order)).emitted).deep.equal(
              changes(prefixes.map(some => best(stateAfter(some).values()))),
            );
            const last = pipe(within(limits), bestBy(order), takeLast(1));
            const fits = (one: Step): boolean => keeps(limits, one);
            expect(play(events, last).emitted[0]).equal(best(stateAfter(events, fits).values()));
            expect(play(pages, last).emitted[0]).equal(best(steps.filter(fits)));
          }),
        ));
  });

  it('checks its order and options at once', () => {
    const wrong: readonly (readonly [args: readonly unknown[], message: RegExp])[] = [
      [[], /^bestBy: must be an Ord of fp-ts/],
      [['latency'], /^bestBy: must be an Ord of fp-ts.*got "latency"/],
      [[latency, { per: 'hour' }], /^bestBy.per: must be one of 'job'; got "hour"/],
      [[latency, { top: 1 }], /^bestBy.top: is not known/],
    ];
    for (const [args, message] of wrong)
      expect(() => bestBy(...(args as [never]))).throw(InvalidInputError, message);
  });

  it('has types that chain', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(pages$.pipe(bestBy(latency))).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(within({ maxLatencyMs: 9 }), bestBy(latency), takeLast(1))).toEqualTypeOf<
      Observable<Step | undefined>
    >();
    expectTypeOf(watch$.pipe(bestBy(ascending('CostPerHour'), { per: 'job' }))).toEqualTypeOf<
      Observable<ReadonlyMap<string, Step>>
    >();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(bestBy(latency));
    // @ts-expect-error: an order of something else.
    expect(() => bestBy(S.Ord)).not.throw();
  });
});
