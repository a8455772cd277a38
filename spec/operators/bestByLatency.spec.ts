import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { bestByLatency } from '../../src/operators/bestByLatency.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { change, priced, step } from '../support/steps.js';

describe('bestByLatency', () => {
  const one = (endpoint: string, ModelLatency: number, Status = 'COMPLETED'): Step =>
    priced(endpoint, { ModelLatency }, { Status });

  checklist(bestByLatency, one('a', 5), 'answers');

  const values = {
    a: one('a', 80),
    b: step('b'),
    c: one('c', 35),
    d: one('d', 35),
    e: one('e', 1, 'IN_PROGRESS'),
    w: one('c', 95),
    A: change('added', one('a', 80)),
    C: change('added', one('c', 35)),
    W: change('updated', one('c', 95)),
  };

  it('emits the one with the smallest latency so far; a tie keeps the earlier step', () =>
    draw(
      bestByLatency(),
      values,
      `
      source  --a--b--c--d--e--|
      result  --a-----c--------|
      subs    ^----------------!`,
    ));

  it('follows a step of a watch that gets worse', () =>
    draw(
      bestByLatency(),
      values,
      `
      source  --A--C--W--|
      result  --a--c--a--|
      subs    ^----------!`,
    ));

  it('lets steps that still run win provisionally', () =>
    draw(
      bestByLatency({ provisional: true }),
      values,
      `
      source  --a--e--|
      result  --a--e--|
      subs    ^-------!`,
    ));

  it('checks its options, and has the types of an answer', () => {
    expect(() => bestByLatency({ provisional: 1 as never })).throw(/provisional: must be true or false/);
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(bestByLatency())).toEqualTypeOf<Observable<Step | undefined>>();
  });
});
