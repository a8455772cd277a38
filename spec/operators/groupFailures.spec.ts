import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import type { StepEvent, WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { distinctSteps } from '../../src/operators/distinctSteps.js';
import { failedOnly } from '../../src/operators/failedOnly.js';
import { FAILURE_HINTS } from '../../src/operators/failures/failureHints.js';
import type { FailureGroup } from '../../src/operators/failures/failureGroup.js';
import { groupFailures } from '../../src/operators/groupFailures.js';
import { STEP_FAILURES } from '../../src/testing/stepFailures.js';
import { checklist } from '../support/checklist.js';
import { split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { bad, change, page, pending, step } from '../support/steps.js';

describe('groupFailures', () => {
  const capacity = 'CapacityError: Unable to provision requested ML compute capacity.';
  const odd = 'Something that nobody has seen before.';
  const failed = (endpoint: string, FailureReason?: string, InstanceType = 'ml.c5.large'): Step =>
    step(endpoint, {
      Status: 'FAILED',
      EndpointConfiguration: { EndpointName: endpoint, VariantName: 'main', InstanceType },
      ...(FailureReason !== undefined && { FailureReason }),
    });
  const group = (reason: string | undefined, family: string, ...steps: Step[]): FailureGroup => ({
    kind: reason === capacity ? 'capacity' : 'unknown',
    ...(reason !== undefined && { reason }),
    family,
    count: steps.length,
    ...(reason === capacity && { hint: FAILURE_HINTS.capacity }),
    steps,
  });
  const last = (items: readonly unknown[]): readonly FailureGroup[] | undefined =>
    play(items, pipe(groupFailures(), takeLast(1))).emitted[0] as never;

  const one = failed('one', capacity);
  checklist(groupFailures, one, { state: [group(capacity, 'ml.c5', one)] });

  describe('of a listing', () => {
    const b = failed('b', capacity);
    const c = failed('c', capacity, 'ml.c5.xlarge');
    const d = failed('d', capacity, 'ml.g5.xlarge');
    const e = failed('e', odd);

    it('emits the groups each time that they change', () =>
      draw(
        groupFailures(),
        {
          a: step('a'),
          b,
          c,
          d,
          w: [group(capacity, 'ml.c5', b)],
          x: [group(capacity, 'ml.c5', b, c)],
          y: [group(capacity, 'ml.c5', b, c), group(capacity, 'ml.g5', d)],
        },
        `
        source  --a--b--c--d--a--|
        result  -----w--x--y-----|
        subs    ^----------------!`,
      ));

    it('emits once for a page, and nothing for one in which nothing has failed', () =>
      draw(
        groupFailures(),
        {
          p: page([b, step('a'), d, c]),
          q: page([step('a'), pending]),
          r: page([]),
          x: [group(capacity, 'ml.c5', b, c), group(capacity, 'ml.g5', d)],
        },
        `
        source  --p--q--r--|
        result  --x--------|
        subs    ^----------!`,
      ));

    it('emits nothing where nothing has failed', () =>
      draw(
        groupFailures(),
        { a: step('a'), p: page([step('b', { Status: 'STOPPED' }), pending]) },
        `
        source  --a--p--|
        result  --------|
        subs    ^-------!`,
      ));

    it('puts the largest group first, and of equal ones the one that arrived first', () => {
      const [x, y] = [failed('x', odd, 'ml.m5.large'), failed('y', odd, 'ml.m5.large')];
      expect(last([e, d, b, x])?.map(({ steps }) => steps)).deep.equal([[e], [d], [b], [x]]);
      expect(last([e, d, b, x, c, y])?.map(({ steps }) => steps)).deep.equal([[b, c], [x, y], [e], [d]]);
    });

    it('has the same steps, by reference', () => {
      const [first] = last([b, e, c]) ?? [];
      expect(first?.steps[0]).equal(b);
      expect(first?.steps[1]).equal(c);
    });

    it('counts a step as often as it is listed', () => {
      expect(last([page([b, b])])).deep.equal([group(capacity, 'ml.c5', b, b)]);
      expect(play([page([b, b])], pipe(distinctSteps(), groupFailures())).emitted).deep.equal([
        [group(capacity, 'ml.c5', b)],
      ]);
    });

    it('takes failures that differ in their endpoint and instance type for one', () => {
      const reason = (where: string, endpoint: string): string =>
        `${endpoint} on ${where}: request dee8f280-204c-4c1e-8e44-ce39d51af947 failed 3 times`;
      const steps = ['mine-1', 'mine-2'].map((name, i) => {
        const type = `ml.c5.${String(i + 2)}xlarge`;
        return failed(name, reason(type, name), type);
      });
      expect(last(steps)).deep.equal([
        group('<endpoint> on <instance>: request <id> failed <n> times', 'ml.c5', ...steps),
      ]);
    });

    it('keeps failures without a reason in groups of their own', () => {
      const [x, y, z] = [failed('x'), failed('y', ' \n'), failed('z', undefined, 'ml.g5.xlarge')];
      const none: Step = { ...pending, Status: 'FAILED' };
      expect(last([x, b, y, z, none])).deep.equal([
        group(undefined, 'ml.c5', x, y),
        group(capacity, 'ml.c5', b),
        group(undefined, 'ml.g5', z),
        group(undefined, 'unknown', none),
      ]);
    });

    it('leaves a group that has not changed as the same object', () => {
      const { emitted } = play([b, e, failed('f', odd)], groupFailures());
      const [, second, third] = emitted as (readonly FailureGroup[])[];
      expect(third?.[1]).equal(second?.[0]);
    });

    it('never changes an emitted list, also where it is read later', () => {
      const { emitted } = play([page([b]), page([c, e]), page([failed('f', capacity)])], groupFailures());
      const counts = (emitted as (readonly FailureGroup[])[]).map(list =>
        list.map(({ count, steps }) => [count, steps.length]),
      );
      expect(counts).deep.equal([
        [[1, 1]],
        [
          [2, 2],
          [1, 1],
        ],
        [
          [3, 3],
          [1, 1],
        ],
      ]);
    });

    it('gives its groups to JSON and to a spread', () => {
      const [first] = last([b]) ?? [];
      expect(JSON.parse(JSON.stringify(first))).deep.equal(group(capacity, 'ml.c5', b));
      expect({ ...first }).deep.equal(group(capacity, 'ml.c5', b));
    });

    it('knows whatever the simulator fails with, and has a hint for it', () => {
      const reasons = Object.values(STEP_FAILURES).map(({ reason }, i) =>
        reason('ml.c5.large', `sm-epc-${String(i)}`),
      );
      const groups = last(reasons.map((reason, i) => failed(`sm-epc-${String(i)}`, reason)));
      expect(groups?.map(({ kind }) => kind)).deep.equal([
        'quota',
        'capacity',
        'permission',
        'imagePull',
        'healthCheck',
        'container4xx',
        'container5xx',
        'outOfMemory',
        'compilation',
      ]);
      for (const { hint } of groups ?? []) expect(hint).a('string');
    });

    it('emits the good steps of a page with a bad one first, all at once', () => {
      const { emitted, error } = play([page([b, bad, c])], groupFailures());
      expect(emitted).deep.equal([[group(capacity, 'ml.c5', b, c)]]);
      expect(error).property('code', 'DECODE');
    });
  });

  describe('of a watch', () => {
    const b = failed('b', capacity);
    const c = failed('c', capacity);
    const e = failed('e', odd);
    const values = {
      B: change('added', b),
      C: change('added', c),
      E: change('added', e),
      X: change('updated', step('c')),
      Y: change('removed', b),
      v: [group(capacity, 'ml.c5', c)],
      w: [group(capacity, 'ml.c5', b)],
      x: [group(capacity, 'ml.c5', b, c)],
      n: [],
    };

    it('removes a step that is no longer FAILED or is removed, and ends at an empty list', () =>
      draw(
        groupFailures(),
        values,
        `
        source  --B--C--X--Y--B--|
        result  --w--x--w--n--w--|
        subs    ^----------------!`,
      ));

    it('emits nothing where no step has failed', () =>
      draw(
        groupFailures(),
        { ...values, A: change('added', step('a')), R: change('removed', step('a')) },
        `
        source  --A--X--R--Y--|
        result  --------------|
        subs    ^-------------!`,
      ));

    it('moves a step whose reason changes, once for both groups', () => {
      const moved = failed('c', odd);
      draw(
        groupFailures(),
        {
          ...values,
          M: change('updated', moved),
          y: [group(capacity, 'ml.c5', b), group(odd, 'ml.c5', moved)],
        },
        `
        source  --B--C--M--C--|
        result  --w--x--y--x--|
        subs    ^-------------!`,
      );
    });

    it('emits a failed step that changed, and not one that is the same', () => {
      const again = failed('b', capacity);
      draw(
        groupFailures(),
        { ...values, A: change('updated', again) },
        `
        source  --B--B--A--|
        result  --w-----w--|
        subs    ^----------!`,
      );
      const { emitted } = play([values.B, change('updated', again)], groupFailures());
      expect((emitted[1] as readonly FailureGroup[])[0]?.steps[0]).equal(again);
    });

    it('keeps the sequence of a step that changes, and counts one that returns as later', () => {
      const same = (name: string): StepEvent => change('updated', failed(name, capacity));
      const names = (items: readonly unknown[]): unknown =>
        last(items)?.[0]?.steps.map(one => one.InferenceBenchmark?.EndpointConfiguration?.EndpointName);
      expect(names([values.B, values.C, same('b')])).deep.equal(['b', 'c']);
      expect(names([values.B, values.C, values.Y, values.B])).deep.equal(['c', 'b']);
    });

    it('leaves what it has emitted as it was', () => {
      const { emitted } = play([values.B, values.C, values.Y, values.X], groupFailures());
      expect(emitted).deep.equal([values.w, values.x, values.v, values.n]);
    });

    it('distinguishes jobs with equal keys', () => {
      const other = { ...b, JobName: 'other' };
      expect(last([values.B, change('added', other), values.Y])).deep.equal([
        group(capacity, 'ml.c5', other),
      ]);
    });

    it('has one group for a name, whatever the texts and whatever was added and removed before', () => {
      const add = (name: string, text: string): StepEvent => change('added', failed(name, text));
      const remove = (name: string): StepEvent => change('removed', failed(name));
      const counts = (...items: readonly StepEvent[]): unknown => last(items)?.map(({ count }) => count);
      expect(counts(add('a', 'Odd 1'), remove('a'), add('b', 'Odd 2'), add('c', 'Odd 1'))).deep.equal([2]);
      expect(counts(add('a', 'Odd 1'), add('a', 'Odd 1'), add('b', 'Odd 2'))).deep.equal([2]);
      expect(counts(add('a', 'Odd 1'), add('a', 'Odd 2'), add('b', 'Odd 1'), remove('a'))).deep.equal([1]);
    });
  });

  it('forgets texts, but no group, where there are very many', () => {
    const texts = Array.from({ length: 2_500 }, (_, i) =>
      failed('x', `Odd ${'abc'.charAt(i % 3)}${String(i)}x`),
    );
    const twice = [page(texts), page(texts)];
    const groups = last(twice);
    expect(groups).length(2_500);
    expect(new Set(groups?.map(({ count }) => count))).deep.equal(new Set([2]));
    expect(groups?.map(({ steps }) => steps[0])).deep.equal(texts);
  });

  describe('against a naive model', () => {
    const anyStep = fc
      .record({
        endpoint: fc.constantFrom('a', 'b', 'c', 'd'),
        JobName: fc.constantFrom('job', 'other'),
        Status: fc.constantFrom('FAILED', 'FAILED', 'FAILED', 'COMPLETED', 'SOME_NEW_ONE'),
        reason: fc.constantFrom(undefined, '', capacity, 'Odd 1', 'Odd 2', 'Odd 3'),
        type: fc.constantFrom('ml.c5.large', 'ml.c5.xlarge', 'ml.c5.large', 'odd'),
      })
      .map(({ endpoint, reason, type, ...said }) => ({ ...failed(endpoint, reason, type), ...said }));
    const history = fc.array(
      fc
        .tuple(fc.constantFrom('added', 'updated', 'updated', 'removed'), anyStep)
        .map(([kind, step]) => change(kind, step)),
      { maxLength: 25 },
    );
    const isFailed = ({ Status }: Step): boolean => Status === 'FAILED';

    /** The groups of failed steps, in the order in which they failed. */
    function grouped(steps: Iterable<Step>): readonly FailureGroup[] {
      const groups = new Map<string, FailureGroup>();
      for (const one of steps) {
        if (!isFailed(one)) continue;
        const { FailureReason, EndpointConfiguration } = one.InferenceBenchmark ?? {};
        const family = EndpointConfiguration?.InstanceType?.replace(/\.x?large$/, '') ?? '';
        const reason = FailureReason === '' ? undefined : FailureReason?.replace(/\d/, '<n>');
        const key = JSON.stringify([reason, family]);
        groups.set(key, group(reason, family, ...(groups.get(key)?.steps ?? []), one));
      }
      return [...groups.values()].sort((a, b) => b.count - a.count);
    }

    it('emits each list of a listing, in any order and split into pages', () =>
      holds(
        fc.property(split(fc.array(anyStep, { maxLength: 20 })), ({ steps, pages }) => {
          let read: readonly unknown[] = [];
          const lists = pages.flatMap(({ steps: some }) => {
            read = [...read, ...some];
            return some.some(one => isFailed(one as Step)) ? [grouped(read as Step[])] : [];
          });
          expect(play(pages, groupFailures())).deep.equal({ emitted: lists, completed: true });
          expect(last(steps)).deep.equal(lists.at(-1));
        }),
      ));

    it('emits each list of a watch, whatever happens to its steps', () =>
      holds(
        fc.property(history, events => {
          const states = events.map((_, i) => [...stateAfter(events.slice(0, i + 1), isFailed).values()]);
          const moved = states.filter((state, i) => {
            const before = states[i - 1] ?? [];
            return state.length !== before.length || state.some((one, at) => one !== before[at]);
          });
          expect(play(events, groupFailures()).emitted).deep.equal(moved.map(grouped));
        }),
      ));

    it('ends at the same list on a watch, behind a filter, and on a listing of what the watch ends with', () =>
      holds(
        fc.property(history, events => {
          const state = [...stateAfter(events, isFailed).values()];
          const behind = play(events, pipe(failedOnly(), groupFailures(), takeLast(1))).emitted[0];
          expect(last(events) ?? []).deep.equal(grouped(state));
          expect(behind ?? []).deep.equal(grouped(state));
          expect(last([page(state)]) ?? []).deep.equal(grouped(state));
        }),
      ));
  });

  it('emits lists of groups, of a listing and of a watch', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    type Lists = Observable<readonly FailureGroup[]>;
    expectTypeOf(pages$.pipe(groupFailures())).toEqualTypeOf<Lists>();
    expectTypeOf(watch$.pipe(groupFailures())).toEqualTypeOf<Lists>();
    expectTypeOf(
      pages$.pipe(distinctSteps(), failedOnly(), groupFailures(), takeLast(1)),
    ).toEqualTypeOf<Lists>();
    expectTypeOf(
      watch$.pipe(distinctSteps(), failedOnly(), groupFailures(), takeLast(1)),
    ).toEqualTypeOf<Lists>();
    expectTypeOf(groupFailures).parameters.toEqualTypeOf<[]>();
    const texts$: Observable<string> = NEVER;
    // @ts-expect-error: only pages, steps and events are read.
    void texts$.pipe(groupFailures());
  });
});
