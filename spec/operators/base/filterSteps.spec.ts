import { expect } from 'chai';
import fc from 'fast-check';
import type { StepEvent } from '../../../src/core/event.js';
import type { Step } from '../../../src/core/step.js';
import { filterSteps } from '../../../src/operators/base/filterSteps.js';
import { checklist } from '../../support/checklist.js';
import { history, listing, replay, split, stateAfter } from '../../support/histories.js';
import { holds } from '../../support/holds.js';
import { draw } from '../../support/marbles.js';
import { play } from '../../support/play.js';
import { change, priced, synced } from '../../support/steps.js';

const isCheap = (step: Step): boolean => (step.InferenceBenchmark?.Metrics?.CostPerInference ?? 1) < 0.25;

describe('filterSteps', () => {
  checklist(() => filterSteps(isCheap), priced('a', 0.1), 'events');

  const cheap = priced('a', 0.1);
  const cheaper = priced('a', 0.05);
  const dear = priced('a', 0.9);
  const changed = ['InferenceBenchmark.Metrics.CostPerInference'];
  const values = {
    a: change('added', cheap),
    b: change('updated', cheaper, { previous: cheap, changed }),
    c: change('updated', dear, { previous: cheap, changed }),
    d: change('updated', cheap, { previous: dear, changed }),
    x: change('removed', cheap),
    n: change('added', dear),
    s: synced,
  };

  it('emits a step as added, updated while it qualifies, removed when it stops', () =>
    draw(
      filterSteps(isCheap),
      { ...values, r: change('removed', dear, { previous: cheap, changed }) },
      `
      source  --a--b--c--d--x--|
      result  --a--b--r--a--x--|
      subs    ^----------------!`,
    ));

  it('emits nothing for a step that never qualifies', () =>
    draw(
      filterSteps(isCheap),
      values,
      `
      source  --n--c--x--s--x--|
      result  -----------s-----|
      subs    ^----------------!`,
    ));

  it('turns an added for a known step into an update', () =>
    draw(
      filterSteps(isCheap),
      { ...values, u: change('updated', cheap) },
      `
      source  --a--a--|
      result  --a--u--|
      subs    ^-------!`,
    ));

  it('distinguishes jobs with equal keys', () =>
    draw(
      filterSteps(isCheap),
      { ...values, o: change('removed', cheap, { jobName: 'other' }) },
      `
      source  --a--o--x--|
      result  --a-----x--|
      subs    ^----------!`,
    ));

  it('emits an event that needs no change as the same reference', () => {
    const events = [values.a, values.b, values.x];
    const { emitted } = play(events, filterSteps(isCheap));
    expect(emitted.map(event => events.indexOf(event as StepEvent))).deep.equal([0, 1, 2]);
  });

  it('fails with what the condition throws', () => {
    const error = new Error('of the condition');
    const throws = filterSteps(() => {
      throw error;
    });
    for (const source of [cheap, values.a])
      expect(play([source], throws)).deep.equal({ emitted: [], completed: false, error });
  });

  it('emits of a listing what Array.filter does, however it is split into pages', () =>
    holds(
      fc.property(split(listing), ({ steps, pages }) => {
        expect(play(pages, filterSteps(isCheap)).emitted).deep.equal(steps.filter(isCheap));
      }),
    ));

  it('emits events that, replayed, give exactly the steps that qualify', () =>
    holds(
      fc.property(history, events => {
        const { emitted } = play(events, filterSteps(isCheap));
        expect(replay(emitted as StepEvent[])).deep.equal(stateAfter(events, isCheap));
      }),
    ));
});
