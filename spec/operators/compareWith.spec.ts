import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import {
  EMPTY,
  finalize,
  from,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  of,
  pipe,
  range,
  take,
  takeLast,
  throwError,
  timer,
} from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError } from '../../src/core/errors.js';
import type { StepEvent, WatchEvent } from '../../src/core/event.js';
import { configurationKey } from '../../src/core/keys.js';
import type { StepsPage } from '../../src/core/page.js';
import { isTerminal } from '../../src/core/status.js';
import type { EndpointMetrics, Metrics, Step } from '../../src/core/step.js';
import { compareWith } from '../../src/operators/compareWith.js';
import type { Comparison } from '../../src/operators/comparing/comparison.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { deltasOf } from '../../src/operators/comparing/deltas.js';
import { distinctSteps } from '../../src/operators/distinctSteps.js';
import { history, listing, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { bad, change, faultOfBad, jobChanged, page, pending, step, synced } from '../support/steps.js';

/** A step on this instance type, with this latency, or as is said. */
function on(type: string, ms?: number, said: Parameters<typeof step>[1] = {}): Step {
  const EndpointConfiguration = { EndpointName: `on-${type}`, VariantName: 'main', InstanceType: type };
  return step('', {
    EndpointConfiguration,
    ...(ms !== undefined && { Metrics: { ModelLatency: ms } }),
    ...said,
  });
}
const metrics = (of?: Step | EndpointMetrics): Metrics | undefined =>
  of === undefined || !('StepType' in of) ? of : of.InferenceBenchmark?.Metrics;

const NONE = { rows: [], added: [], missing: [], failed: [] };
const row = (now: Step, baseline: Step | EndpointMetrics): Comparison['rows'][number] => ({
  key: configurationKey(now),
  step: now,
  baseline,
  deltas: deltasOf(metrics(baseline), metrics(now)),
});
const only = (as: 'step' | 'baseline', of: Step) => ({ key: configurationKey(of), [as]: of });

const old = [on('a', 100), on('b', 50)] as const;
const [oldA, oldB] = old;
const a = on('a', 110);
const b = on('b', 40);
const c = on('c', 30);

describe('compareWith', () => {
  const onlyA = { ...NONE, rows: [row(a, oldA)], missing: [only('baseline', oldB)] };
  const both = { ...NONE, rows: [row(a, oldA), row(b, oldB)] };
  const nothing = { ...NONE, missing: [only('baseline', oldA), only('baseline', oldB)] };

  for (const [form, s, t] of [
    ['steps', a, b],
    ['pages', page([a]), page([b], { index: 1 })],
    ['events', change('added', a), change('added', b)],
  ] as const)
    describe(`on ${form}`, () => {
      const values = { s, t, '1': onlyA, '2': both, n: nothing, '#': new Error('of the source') };
      const drawings: Readonly<Record<string, string>> = {
        'never ends where the source never emits': `
          source  -----
          result  -----
          subs    ^----`,
        'says at the end what is missing where the source is empty': `
          source  --|
          result  --(n|)
          subs    ^-!`,
        'emits for one': `
          source  --s--|
          result  --1--|
          subs    ^----!`,
        'emits each time that the comparison changes': `
          source  --s--s--t--t--|
          result  --1-----2-----|
          subs    ^-------------!`,
        'passes on an error, after the items before it': `
          source  --s--#
          result  --1--#
          subs    ^----!`,
        'hands on an error of a source without steps': `
          source  --#
          result  --#
          subs    ^-!`,
        'emits at once where the source is endless': `
          source  --s--------
          result  --1--------
          subs    ^----------`,
        'leaves the source when it is left': `
          source  --s--t--t--|
          result  --1-
          until   ^--!
          subs    ^--!`,
      };
      for (const [title, drawing] of Object.entries(drawings))
        it(title, () => draw(compareWith(old), values, drawing));

      it('leaves a source that emits without end at once', () => {
        let read = 0;
        const endless$ = range(0, 1000).pipe(map(() => (read++, s as Step)));
        const emitted: unknown[] = [];
        endless$.pipe(compareWith(old), take(1)).subscribe(value => emitted.push(value));
        expect([emitted, read]).deep.equal([[onlyA], 1]);
      });

      it('starts anew with each subscription, the baseline too', () => {
        let subscribed = 0;
        const old$ = new Observable<Step>(out => {
          subscribed++;
          old.forEach(one => out.next(one));
          out.complete();
        });
        const result$ = from([s, t] as readonly Step[]).pipe(compareWith(old$));
        for (const times of [1, 2]) {
          const emitted: unknown[] = [];
          result$.subscribe(value => emitted.push(value));
          expect([emitted, subscribed]).deep.equal([[onlyA, both], times]);
        }
      });
    });

  describe('of a listing', () => {
    it('emits once for a page, and nothing for an empty page', () =>
      draw(
        compareWith(old),
        { p: page([a, b]), q: page([]), '2': both },
        `
        source  --q--p--q--|
        result  -----2-----|
        subs    ^----------!`,
      ));

    it('has every configuration that has ended in one list', () => {
      const baseline = [oldA, oldB, on('d', 1), on('e', 1, { Status: 'FAILED' }), on('f', 1), on('z', 1)];
      const failedF = on('f', undefined, { Status: 'FAILED', FailureReason: 'no' });
      const running = on('d', undefined, { Status: 'IN_PROGRESS' });
      const nowE = on('e', 2);
      const stopped = on('g', undefined, { Status: 'STOPPED' });
      const job = [failedF, a, c, running, nowE, stopped, pending, b];
      expect(play([page(job)], compareWith(baseline)).emitted).deep.equal([
        {
          rows: [row(a, oldA), row(b, oldB)],
          added: [only('step', c), { ...only('step', nowE), baseline: baseline[3] }],
          missing: [
            { ...only('baseline', baseline[2]!), step: running },
            { ...only('baseline', baseline[4]!), step: failedF },
            only('baseline', baseline[5]!),
          ],
          failed: [only('step', stopped)],
        },
      ]);
    });

    it('counts the first completed step of a configuration, on both sides', () => {
      const failed = on('a', 1, { Status: 'FAILED' });
      const later = on('a', 2);
      const job = [on('a', 3, { Status: 'IN_PROGRESS' }), failed, a, later, failed];
      const { emitted } = play(job, compareWith([failed, oldA, later]));
      expect(emitted.at(-1)).deep.equal({ ...NONE, rows: [row(a, oldA)] });
      expect(emitted).length(3);
    });

    it('matches by configuration: serverless size, environment in any order, not the endpoint', () => {
      const parameters = [
        { Key: 'A', ValueType: 'String', Value: '1' },
        { Key: 'B', ValueType: 'String', Value: '2' },
      ];
      const ModelConfiguration = (EnvironmentParameters: typeof parameters) => ({
        ModelConfiguration: { EnvironmentParameters },
      });
      const now = on('a', 5, ModelConfiguration(parameters));
      const before = step('another', {
        Metrics: { ModelLatency: 4 },
        EndpointConfiguration: { EndpointName: 'x', VariantName: 'y', InstanceType: 'a' },
        ...ModelConfiguration(parameters.toReversed()),
      });
      const { emitted } = play([now], compareWith([oldA, before]));
      expect(emitted).deep.equal([{ ...NONE, rows: [row(now, before)], missing: [only('baseline', oldA)] }]);
    });

    it('emits nothing for steps that change nothing', () => {
      const unseen = [on('x', 1, { Status: 'PENDING' }), on('y', 1, { Status: 'SOME_NEW_ONE' })];
      expect(play([a, ...unseen], compareWith([oldA])).emitted).length(1);
    });

    it('gives comparisons that stay as they were', () => {
      const { emitted } = play([a, b], compareWith(old));
      expect(emitted[1]).deep.equal(both);
      expect(emitted[0]).deep.equal(onlyA);
      expect(JSON.parse(JSON.stringify(emitted[0]))).deep.equal(JSON.parse(JSON.stringify(onlyA)));
    });

    it('emits the good steps of a page, then fails with one error for the bad ones', () => {
      const { emitted, error } = play([page([bad, a, bad], { resumeToken: 'after' })], compareWith(old));
      expect(emitted).deep.equal([onlyA]);
      expect(error).instanceOf(DecodeError).include({ resumeToken: 'after' });
      expect((error as Error).message).equal(`${faultOfBad(0)}\n${faultOfBad(2)}`);
      expect(play([bad], compareWith(old)).error).instanceOf(DecodeError);
      expect(play([change('added', bad as never)], compareWith(old)).error).instanceOf(DecodeError);
    });
  });

  describe('of a watch', () => {
    const worse = on('a', 200);
    const failed = on('a', undefined, { Status: 'FAILED' });
    const values = {
      A: change('added', a),
      B: change('added', b),
      W: change('updated', worse),
      F: change('updated', failed),
      X: change('removed', a),
      s: synced,
      j: jobChanged,
      '1': onlyA,
      w: { ...onlyA, rows: [row(worse, oldA)] },
      f: { ...nothing, missing: [{ ...only('baseline', oldA), step: failed }, only('baseline', oldB)] },
      n: nothing,
      '2': both,
      '3': { ...NONE, rows: [row(b, oldB)], missing: [only('baseline', oldA)] },
      '4': { ...NONE, rows: [row(b, oldB), row(a, oldA)] },
    };

    it('follows updates, for the worse too, and removals', () =>
      draw(
        compareWith(old),
        values,
        `
        source  --A--W--F--A--X--|
        result  --1--w--f--1--n--|
        subs    ^----------------!`,
      ));

    it('does not read other events', () =>
      draw(
        compareWith(old),
        values,
        `
        source  --s--A--s--j--|
        result  -----1--------|
        subs    ^-------------!`,
      ));

    it('has a step that returns behind the others', () =>
      draw(
        compareWith(old),
        values,
        `
        source  --A--B--X--A--|
        result  --1--2--3--4--|
        subs    ^-------------!`,
      ));

    it('follows a step that gains its endpoint, and with it another configuration', () => {
      const nameless = step('', { Status: 'PENDING', EndpointConfiguration: undefined as never });
      const events = [
        change('added', pending, { key: 'k' }),
        change('updated', a, { key: 'k', previous: nameless }),
      ];
      expect(play(events, compareWith([oldA])).emitted).deep.equal([
        { ...NONE, missing: [only('baseline', oldA)] },
        { ...NONE, rows: [row(a, oldA)] },
      ]);
    });

    it('returns to another step of the configuration', () => {
      const second = on('a', 120);
      const events = [
        change('added', a, { key: '1' }),
        change('added', second, { key: '2' }),
        change('removed', a, { key: '1' }),
      ];
      expect(play(events, compareWith([oldA])).emitted).deep.equal([
        { ...NONE, rows: [row(a, oldA)] },
        { ...NONE, rows: [row(second, oldA)] },
      ]);
    });

    it('distinguishes jobs with equal keys', () => {
      const other = { ...b, JobName: 'other' };
      const events = [change('added', a, { key: 'k' }), change('added', other, { key: 'k' })];
      expect(play(events, compareWith(old)).emitted.at(-1)).deep.equal({
        ...NONE,
        rows: [row(a, oldA), row(other, oldB)],
      });
    });
  });

  describe('with a job that is still being read', () => {
    const after = (frames: number, rest: Observable<Step> = from(old)): Observable<Step> =>
      timer(frames).pipe(mergeMap(() => rest));
    const values = { a, b, '1': onlyA, '2': both, n: nothing, '#': new Error('of the baseline') };

    it('waits for its end, then emits the comparison so far', () =>
      draw(
        source => source.pipe(compareWith(after(4))),
        values,
        `
        source  --a--b--|
        result  ----12--|
        subs    ^-------!`,
      ));

    it('emits nothing before a step has arrived', () =>
      draw(
        source => source.pipe(compareWith(after(3))),
        values,
        `
        source  -----a--|
        result  -----1--|
        subs    ^-------!`,
      ));

    it('gives the last comparison where the source has ended before', () =>
      draw(
        source => source.pipe(compareWith(after(5))),
        values,
        `
        source  --a-b|
        result  -----(2|)
        subs    ^----!`,
      ));

    it('fails with its error, and leaves the source', () =>
      draw(
        source =>
          source.pipe(
            compareWith(
              after(
                4,
                throwError(() => values['#']),
              ),
            ),
          ),
        values,
        `
        source  --a-----a--|
        result  ----#
        subs    ^---!`,
      ));

    it('fails where one of its steps is bad', () => {
      expect(play([a], compareWith([oldA, bad])).error)
        .instanceOf(DecodeError)
        .property('message', faultOfBad());
    });

    it('never emits where it never ends, and is left with the result', () => {
      let left = 0;
      const old$ = merge(of(oldA), NEVER).pipe(finalize(() => left++));
      const emitted: unknown[] = [];
      const subscription = of(a, b)
        .pipe(compareWith(old$))
        .subscribe(one => emitted.push(one));
      expect([emitted, left]).deep.equal([[], 0]);
      subscription.unsubscribe();
      expect(left).equal(1);
    });

    it('leaves it when the source fails', () => {
      let left = 0;
      const old$ = (NEVER as Observable<Step>).pipe(finalize(() => left++));
      const error = new Error('of the source');
      let got: unknown;
      throwError(() => error)
        .pipe(compareWith(old$))
        .subscribe({ error: (thrown: unknown) => (got = thrown) });
      expect([got, left]).deep.equal([error, 1]);
    });

    it('may be anything that has steps: pages, events, raw steps, promises, async iterables', async () => {
      async function* pages(): AsyncGenerator<StepsPage> {
        yield page([oldA]);
        yield page([oldB]);
      }
      const raw = JSON.parse(JSON.stringify(old)) as unknown[];
      const removed = change('removed', c);
      const baselines = [
        of(page([...old])),
        from([change('added', oldA), change('added', c), change('added', oldB), removed]),
        new Set(old),
        raw,
        [null, ...raw, null],
        Promise.resolve(page([...old])),
        pages(),
      ];
      for (const baseline of baselines) {
        const emitted: unknown[] = [];
        await of(a, b)
          .pipe(compareWith(baseline), takeLast(1))
          .forEach(one => emitted.push(one));
        expect(emitted).deep.equal([both]);
      }
    });

    it('is copied where it is a list', () => {
      const list = [...old];
      const operator = compareWith(list);
      list.length = 0;
      expect(play([page([a, b])], operator).emitted).deep.equal([both]);
      expect(play([page([a, b])], operator).emitted).deep.equal([both]);
    });
  });

  describe('with an endpoint', () => {
    const endpoint = { MaxInvocations: 900, ModelLatency: 100 };
    const existing = step('mine', {
      EndpointConfiguration: { EndpointName: 'mine', VariantName: 'main' },
      EndpointMetrics: endpoint,
    });
    const failed = on('d', undefined, { Status: 'FAILED' });
    const compared = { ...NONE, rows: [row(a, endpoint), row(c, endpoint)], failed: [only('step', failed)] };

    it('of these metrics compares every configuration', () => {
      expect(play([page([a, failed, c])], compareWith(endpoint)).emitted).deep.equal([compared]);
    });

    it('is copied', () => {
      const mine = { ...endpoint };
      const operator = compareWith(mine);
      mine.ModelLatency = 1;
      expect(play([page([a, failed, c])], operator).emitted).deep.equal([compared]);
    });

    it('that the job itself measured waits for it, and leaves it out of the rows', () => {
      const rows = [row(a, endpoint)];
      const values = {
        ...{ a, c, f: failed, e: existing },
        '1': { ...NONE, rows },
        '2': { ...compared, failed: [] },
        '3': compared,
      };
      draw(
        compareWith('existing-endpoint'),
        values,
        `
        source  --a--e--c--f--|
        result  -----1--2--3--|
        subs    ^-------------!`,
      );
    });

    it('that the job did not measure compares with nothing, at the end', () =>
      draw(
        compareWith('existing-endpoint'),
        { a, '1': { ...NONE, added: [only('step', a)] } },
        `
        source  --a--|
        result  -----(1|)
        subs    ^----!`,
      ));

    it('is taken from a step with metrics of its own too, which is a configuration then', () => {
      const own = on('a', 110, { EndpointMetrics: endpoint });
      expect(play([own], compareWith('existing-endpoint')).emitted).deep.equal([
        { ...NONE, rows: [row(own, endpoint)] },
      ]);
    });

    it('follows it on a watch', () => {
      const slower = { ...endpoint, ModelLatency: 300 };
      const updated = step('mine', { ...existing.InferenceBenchmark, EndpointMetrics: slower });
      const events = [
        change('added', a),
        change('added', existing, { key: 'e' }),
        change('updated', updated, { key: 'e' }),
        change('removed', updated, { key: 'e' }),
      ];
      expect(play(events, compareWith('existing-endpoint')).emitted).deep.equal([
        { ...NONE, rows: [row(a, endpoint)] },
        { ...NONE, rows: [row(a, slower)] },
        { ...NONE, added: [only('step', a)] },
      ]);
    });

    it('counts a completed one alone', () => {
      const { emitted } = play([a, { ...existing, Status: 'FAILED' }], compareWith('existing-endpoint'));
      expect(emitted).deep.equal([{ ...NONE, added: [only('step', a)] }]);
    });
  });

  describe('against a naive model', () => {
    const figure = fc.option(fc.constantFrom(NaN, Infinity, 0, -1, 1, 2, 3), { nil: undefined });
    /** The steps of histories, on few instance types, some of them an existing endpoint. */
    const spread = (steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<readonly Step[]> =>
      steps.chain(all =>
        fc.tuple(
          ...all.map(one => fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', undefined), figure).map(dress(one))),
        ),
      );
    const dress =
      (one: Step) =>
      ([type, ms]: [string | undefined, number | undefined]): Step => {
        const { EndpointConfiguration, Metrics: measured, ...rest } = one.InferenceBenchmark!;
        if (type === undefined) {
          const EndpointMetrics = { MaxInvocations: ms ?? 1, ModelLatency: 2 };
          return { ...one, InferenceBenchmark: { ...rest, ...(ms !== undefined && { EndpointMetrics }) } };
        }
        return {
          ...one,
          InferenceBenchmark: {
            ...rest,
            EndpointConfiguration: { ...EndpointConfiguration!, InstanceType: type },
            Metrics: { ...measured, ...(ms !== undefined && { ModelLatency: ms }) },
          },
        };
      };
    const watched = history.chain(events =>
      spread(fc.constant(events.map(event => event.step))).map(steps =>
        events.map((event, i): StepEvent => ({ ...event, step: steps[i]! })),
      ),
    );
    const baselines: fc.Arbitrary<readonly Step[] | EndpointMetrics | 'existing-endpoint'> = fc.oneof(
      { weight: 4, arbitrary: spread(listing) },
      fc.record({ MaxInvocations: fc.constantFrom(NaN, 1), ModelLatency: fc.constantFrom(2, 0) }),
      fc.constant('existing-endpoint' as const),
    );

    const isConfiguration = ({ InferenceBenchmark: of }: Step): boolean =>
      of?.EndpointMetrics === undefined || of.Metrics !== undefined;
    function counts(steps: readonly Step[]): ReadonlyMap<string, Step> {
      const tested = steps.filter(isConfiguration);
      const keys = [...new Set(tested.map(configurationKey))];
      const chosen = keys.map(key => {
        const all = tested.filter(one => configurationKey(one) === key);
        return (
          all.find(one => one.Status === 'COMPLETED') ?? all.find(one => isTerminal(one.Status)) ?? all[0]!
        );
      });
      return new Map(tested.filter(one => chosen.includes(one)).map(one => [configurationKey(one), one]));
    }
    function naive(
      steps: readonly Step[],
      baseline: readonly Step[] | EndpointMetrics | 'existing-endpoint',
    ): Comparison {
      const now = [...counts(steps)];
      const done = ([, one]: readonly [string, Step]): boolean => one.Status === 'COMPLETED';
      const before = Array.isArray(baseline) ? counts(baseline as Step[]) : new Map<string, Step>();
      const endpoint =
        baseline === 'existing-endpoint'
          ? steps.find(one => one.Status === 'COMPLETED' && one.InferenceBenchmark?.EndpointMetrics)
              ?.InferenceBenchmark?.EndpointMetrics
          : Array.isArray(baseline)
            ? undefined
            : (baseline as EndpointMetrics);
      const completedBefore = (key: string): Step | undefined =>
        before.get(key)?.Status === 'COMPLETED' ? before.get(key) : undefined;
      return {
        rows: now.filter(done).flatMap(([key, one]) => {
          const other = endpoint ?? completedBefore(key);
          return other === undefined ? [] : [row(one, other)];
        }),
        added: now
          .filter(done)
          .filter(([key]) => endpoint === undefined && completedBefore(key) === undefined)
          .map(([key, one]) => ({ key, step: one, ...(before.has(key) && { baseline: before.get(key)! }) })),
        missing: [...before].filter(done).flatMap(([key, one]) => {
          const other = new Map(now).get(key);
          if (other?.Status === 'COMPLETED') return [];
          return [{ key, baseline: one, ...(other && { step: other }) }];
        }),
        failed: now
          .filter(
            ([key, one]) => isTerminal(one.Status) && one.Status !== 'COMPLETED' && !completedBefore(key),
          )
          .map(([key, one]) => ({ key, step: one })),
      };
    }
    const said = ({ rows, added, missing, failed }: Comparison): readonly unknown[] =>
      [...rows, ...added, ...missing, ...failed].flatMap(one => [
        'step' in one ? one.step : undefined,
        'baseline' in one ? one.baseline : undefined,
      ]);
    const differs = (one: Comparison, other: Comparison | undefined): boolean =>
      other === undefined ||
      said(one).length !== said(other).length ||
      said(one).some((it, i) => it !== said(other)[i]) ||
      one.rows.length !== other.rows.length;
    /** What is emitted of states that follow each other; `read` is whether a step has arrived. */
    const emissions = (states: readonly Comparison[]): readonly Comparison[] =>
      states.filter((one, i) => differs(one, states[i - 1]));

    it('emits each comparison of a listing, in any order and split into pages', () =>
      holds(
        fc.property(split(spread(listing)), spread(listing), ({ steps, pages }, before) => {
          const prefixes = pages.map((_, i) => pages.slice(0, i + 1).flatMap(({ steps }) => steps as Step[]));
          const states = prefixes.filter(some => some.length > 0).map(some => naive(some, before));
          const expected = states.length === 0 ? [naive([], before)] : emissions(states);
          expect(play(pages, compareWith(before))).deep.equal({ emitted: expected, completed: true });
          expect(play(steps, compareWith(before)).emitted.at(-1)).deep.equal(naive(steps, before));
        }),
      ));

    it('emits each comparison of a watch, whatever happens to its steps', () =>
      holds(
        fc.property(watched, spread(listing), (events, before) => {
          const states = events.map((_, i) =>
            naive([...stateAfter(events.slice(0, i + 1)).values()], before),
          );
          const expected = states.length === 0 ? [naive([], before)] : emissions(states);
          expect(play(events, compareWith(before))).deep.equal({ emitted: expected, completed: true });
        }),
      ));

    it('ends with the comparison of what is there at the end, with any baseline', () =>
      holds(
        fc.property(watched, split(spread(listing)), baselines, (events, { steps, pages }, baseline) => {
          const last = pipe(compareWith(baseline as Step[]), takeLast(1));
          const state = [...stateAfter(events).values()];
          expect(play(events, last).emitted).deep.equal([naive(state, baseline)]);
          expect(play(pages, last).emitted).deep.equal([naive(steps, baseline)]);
        }),
      ));
  });

  it('checks its baseline at once', () => {
    for (const wrong of [undefined, null, 5, 'old-job', {}, { MaxInvocations: 1 }, () => EMPTY])
      expect(() => compareWith(wrong as never)).throw(
        InvalidInputError,
        /^compareWith: takes a stream or a list of steps, the metrics of an endpoint, or 'existing-endpoint'; got /,
      );
  });

  it('emits comparisons, whose baselines are steps or metrics', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    const endpoint: EndpointMetrics = { MaxInvocations: 1, ModelLatency: 1 };
    expectTypeOf(pages$.pipe(compareWith(pages$))).toEqualTypeOf<Observable<Comparison<Step>>>();
    expectTypeOf(watch$.pipe(compareWith(old))).toEqualTypeOf<Observable<Comparison<Step>>>();
    expectTypeOf(pages$.pipe(compareWith(endpoint))).toEqualTypeOf<Observable<Comparison<EndpointMetrics>>>();
    expectTypeOf(
      watch$.pipe(decodeSteps(), distinctSteps(), compareWith('existing-endpoint'), takeLast(1)),
    ).toEqualTypeOf<Observable<Comparison<EndpointMetrics>>>();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(compareWith(old));
    // @ts-expect-error: no other word.
    expect(() => compareWith('other')).throw(InvalidInputError);
  });
});
