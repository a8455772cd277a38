import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { bestByThroughput } from '../../src/operators/bestByThroughput.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { change, priced, step } from '../support/steps.js';

describe('bestByThroughput', () => {
  const one = (endpoint: string, MaxInvocations: number, Status = 'COMPLETED'): Step =>
    priced(endpoint, { MaxInvocations }, { Status });

  checklist(bestByThroughput, one('a', 5), 'answers');

  const values = {
    a: one('a', 1_200),
    b: step('b'),
    c: one('c', 9_000),
    d: one('d', 9_000),
    e: one('e', 90_000, 'IN_PROGRESS'),
    w: one('c', 900),
    A: change('added', one('a', 1_200)),
    C: change('added', one('c', 9_000)),
    W: change('updated', one('c', 900)),
  };

  it('emits the one with the most invocations so far; a tie keeps the earlier step', () =>
    draw(
      bestByThroughput(),
      values,
      `
      source  --a--b--c--d--e--|
      result  --a-----c--------|
      subs    ^----------------!`,
    ));

  it('follows a step of a watch that gets worse', () =>
    draw(
      bestByThroughput(),
      values,
      `
      source  --A--C--W--|
      result  --a--c--a--|
      subs    ^----------!`,
    ));

  it('lets steps that still run win provisionally', () =>
    draw(
      bestByThroughput({ provisional: true }),
      values,
      `
      source  --a--e--|
      result  --a--e--|
      subs    ^-------!`,
    ));

  it('checks its options, and has the types of an answer', () => {
    expect(() => bestByThroughput({ provisional: 1 as never })).throw(/provisional: must be true or false/);
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(bestByThroughput())).toEqualTypeOf<Observable<Step | undefined>>();
  });
});
