import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, type Observable } from 'rxjs';
import type { StepEvent, WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { distinctSteps } from '../../src/operators/distinctSteps.js';
import { checklist } from '../support/checklist.js';
import { history, listing, replay, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { change, page, pending, priced, step } from '../support/steps.js';

describe('distinctSteps', () => {
  checklist(distinctSteps, step('a'), 'events');

  describe('of a listing', () => {
    it('emits the first step of each endpoint', () =>
      draw(
        distinctSteps(),
        { a: priced('a', 1), A: priced('a', 2), b: step('b') },
        `
        source  --a--b--A--a--|
        result  --a--b--------|
        subs    ^-------------!`,
      ));

    it('merges across pages', () =>
      draw(
        distinctSteps(),
        {
          p: page([step('a'), step('b')]),
          q: page([step('b'), step('c')]),
          a: step('a'),
          b: step('b'),
          c: step('c'),
        },
        `
        source  --p-----q--|
        result  --(ab)--c--|
        subs    ^----------!`,
      ));

    it('never merges steps without an endpoint', () =>
      draw(
        distinctSteps(),
        { p: pending },
        `
        source  --p--p--|
        result  --p--p--|
        subs    ^-------!`,
      ));

    it('distinguishes jobs with equal endpoints', () =>
      draw(
        distinctSteps(),
        { a: step('a'), o: step('a', { JobName: 'other' }) },
        `
        source  --a--o--a--o--|
        result  --a--o--------|
        subs    ^-------------!`,
      ));

    it('emits one step of each endpoint, however the listing is split into pages', () =>
      holds(
        fc.property(split(listing), ({ steps, pages }) => {
          const idOf = ({ JobName, InferenceBenchmark }: Step): string =>
            `${JobName}/${InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? ''}`;
          const first = steps.filter((one, i) => steps.findIndex(other => idOf(other) === idOf(one)) === i);
          expect(play(pages, distinctSteps()).emitted).deep.equal(first);
        }),
      ));
  });

  describe('of a watch', () => {
    const a = priced('a', 1);
    const A = priced('a', 2);
    const changed = ['InferenceBenchmark.Metrics.CostPerInference'];
    const values = {
      a: change('added', a),
      b: change('added', priced('a', 1)),
      A: change('added', A),
      U: change('updated', A, { previous: a, changed }),
      x: change('removed', a),
    };

    it('makes a second added an update, or nothing where the step is unchanged', () =>
      draw(
        distinctSteps(),
        values,
        `
        source  --a--b--A--A--|
        result  --a-----U-----|
        subs    ^-------------!`,
      ));

    it('makes an update of a step that is not there an added', () =>
      draw(
        distinctSteps(),
        values,
        `
        source  --U--|
        result  --A--|
        subs    ^----!`,
      ));

    it('drops the removal of an unknown step, and emits a step that is added again', () =>
      draw(
        distinctSteps(),
        values,
        `
        source  --x--a--x--x--a--|
        result  -----a--x-----a--|
        subs    ^----------------!`,
      ));

    it('distinguishes jobs with equal keys', () =>
      draw(
        distinctSteps(),
        { ...values, o: change('added', a, { jobName: 'other' }) },
        `
        source  --a--o--|
        result  --a--o--|
        subs    ^-------!`,
      ));

    it('emits events that, replayed, give the same steps', () =>
      holds(
        fc.property(history, events => {
          const { emitted } = play(events, distinctSteps());
          expect(replay(emitted as StepEvent[])).deep.equal(stateAfter(events));
        }),
      ));
  });

  it('emits steps of a listing, events of a watch', () => {
    expectTypeOf((NEVER as Observable<Step>).pipe(distinctSteps())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf((NEVER as Observable<WatchEvent>).pipe(distinctSteps())).toEqualTypeOf<
      Observable<WatchEvent>
    >();
  });
});
