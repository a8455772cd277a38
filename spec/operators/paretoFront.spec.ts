import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { paretoFront } from '../../src/operators/paretoFront.js';
import { within } from '../../src/operators/within.js';
import { checklist } from '../support/checklist.js';
import { history, listing, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { keeps, measured } from '../support/models.js';
import { play } from '../support/play.js';
import { change, page, priced, step } from '../support/steps.js';

describe('paretoFront', () => {
  const at = (endpoint: string, CostPerInference: number, ModelLatency: number, MaxInvocations = 1): Step =>
    priced(endpoint, { CostPerInference, ModelLatency, MaxInvocations });
  const two = (): ReturnType<typeof paretoFront> => paretoFront(['cost', 'latency']);

  checklist(() => paretoFront(), at('a', 1, 1), { state: [at('a', 1, 1)] });

  const [a, b, c, d] = [at('a', 1, 9), at('b', 9, 1), at('c', 5, 5), at('d', 4, 4)];

  it('emits the front of a listing each time that it changes, by the first axis', () =>
    draw(
      two(),
      {
        ...{ a, b, c, d, x: at('x', 9, 9), s: at('s', 4, 4), n: at('n', 1, NaN), f: step('f') },
        ...{ 1: [a], 2: [a, b], 3: [a, c, b], 4: [a, d, b], 5: [a, d, at('s', 4, 4), b] },
      },
      `
      source  --a--b--x--c--d--n--f--s--|
      result  --1--2-----3--4--------5--|
      subs    ^-------------------------!`,
    ));

  it('emits once for a page', () =>
    draw(
      two(),
      { p: page([a, b, c, d]), q: page([c]), 4: [a, d, b] },
      `
      source  --p--q--|
      result  --4-----|
      subs    ^-------!`,
    ));

  it('follows a step of a watch that gets worse: those that it alone dominated are on the front again', () => {
    const worse = at('d', 9, 9);
    draw(
      two(),
      {
        ...{ A: change('added', a), C: change('added', c), D: change('added', d) },
        ...{ W: change('updated', worse), X: change('removed', a), Y: change('removed', c) },
        ...{
          1: [a],
          2: [a, c],
          3: [a, d],
          4: [a, c],
          5: [c],
          6: [worse],
          Z: change('removed', worse),
          7: [],
        },
      },
      `
      source  --A--C--D--W--X--Y--Z--|
      result  --1--2--3--4--5--6--7--|
      subs    ^----------------------!`,
    );
  });

  it('emits nothing for dominated steps, and emits a step of the front that changed without moving', () => {
    const again = priced('a', { CostPerInference: 1, ModelLatency: 9, CpuUtilization: 50 });
    const events = [
      change('added', a),
      change('added', at('z', 2, 10)),
      change('updated', at('z', 3, 11)),
      change('removed', at('z', 3, 11)),
      change('updated', a),
      change('updated', again),
    ];
    expect(play(events, two()).emitted).deep.equal([[a], [again]]);
  });

  it('weighs throughput the other way round', () => {
    const [slow, fast, dear] = [at('s', 1, 1, 10), at('f', 2, 1, 20), at('d', 3, 1, 15)];
    const last = pipe(paretoFront(['throughput', 'cost']), takeLast(1));
    expect(play([slow, fast, dear], last).emitted).deep.equal([[fast, slow]]);
    expect(play([slow, fast], paretoFront(['throughput'])).emitted).deep.equal([[slow], [fast]]);
  });

  it('lets steps in provisionally that are not completed', () => {
    const running = { ...a, Status: 'IN_PROGRESS' };
    expect(play([running], two()).emitted).deep.equal([]);
    expect(play([running], paretoFront(['cost'], { provisional: true })).emitted).deep.equal([[running]]);
  });

  describe('against a naive model', () => {
    const METRIC = {
      cost: 'CostPerInference',
      costPerHour: 'CostPerHour',
      latency: 'ModelLatency',
      throughput: 'MaxInvocations',
    } as const;
    type Classic = keyof typeof METRIC;
    const axes = fc.uniqueArray(fc.constantFrom<Classic>('cost', 'costPerHour', 'latency', 'throughput'), {
      minLength: 1,
    });

    /** The front of a state: the double loop that a user would write. */
    const model = (state: Iterable<Step>, by: readonly Classic[]): readonly Step[] => {
      const figure = (one: Step, axis: Classic): number =>
        measured(one, METRIC[axis]) * (axis === 'throughput' ? -1 : 1);
      const ranked = [...state].filter(
        one => one.Status === 'COMPLETED' && by.every(axis => !Number.isNaN(figure(one, axis))),
      );
      const beats = (one: Step, other: Step): boolean =>
        by.every(axis => figure(one, axis) <= figure(other, axis)) &&
        by.some(axis => figure(one, axis) < figure(other, axis));
      const [first] = by as [Classic];
      return ranked
        .filter(one => !ranked.some(other => beats(other, one)))
        .sort((x, y) => figure(x, first) - figure(y, first));
    };
    const distinct = (fronts: readonly (readonly Step[])[]): readonly (readonly Step[])[] =>
      fronts.filter((front, i) => {
        const before = fronts[i - 1] ?? [];
        return front.length !== before.length || front.some((one, k) => one !== before[k]);
      });

    it('emits each front of a watch, whatever happens to its steps', () =>
      holds(
        fc.property(axes, history, (by, events) => {
          const states = events.map((_, i) => model(stateAfter(events.slice(0, i + 1)).values(), by));
          expect(play(events, paretoFront(by)).emitted).deep.equal(distinct(states));
        }),
      ));

    it('emits each front of a listing, and ends at that of its pages and of what bounds let through', () =>
      holds(
        fc.property(axes, split(listing), history, (by, { steps, pages }, events) => {
          const states = steps.map((_, i) => model(steps.slice(0, i + 1), by));
          expect(play(steps, paretoFront(by)).emitted).deep.equal(distinct(states));
          const last = pipe(paretoFront(by), takeLast(1));
          expect(play(pages, last).emitted[0] ?? []).deep.equal(model(steps, by));
          const limits = { maxLatencyMs: 20 };
          const kept = stateAfter(events, one => keeps(limits, one));
          expect(play(events, pipe(within(limits), last)).emitted[0] ?? []).deep.equal(
            model(kept.values(), by),
          );
        }),
      ));
  });

  it('checks its axes and options at once', () => {
    for (const axes of [[], ['price'], 'cost', null])
      expect(() => paretoFront(axes as never)).throw(
        InvalidInputError,
        "paretoFront.axes: must be a non-empty list; each must be one of 'cost', 'costPerHour', 'latency'",
      );
    expect(() => paretoFront(['cost'], { top: 1 } as never)).throw(InvalidInputError, 'paretoFront.top');
  });

  it('has types that chain', () => {
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(within({}), paretoFront(['cost']), takeLast(1))).toEqualTypeOf<
      Observable<readonly Step[]>
    >();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(paretoFront());
  });
});
