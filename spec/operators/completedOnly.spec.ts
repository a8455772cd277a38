import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { completedOnly } from '../../src/operators/completedOnly.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { change, step } from '../support/steps.js';

describe('completedOnly', () => {
  checklist(completedOnly, step('a'), 'events');

  it('emits the steps of a listing that completed', () =>
    draw(
      completedOnly(),
      { a: step('a'), b: step('b', { Status: 'FAILED' }), c: step('c') },
      `
      source  --a--b--c--|
      result  --a-----c--|
      subs    ^----------!`,
    ));

  it('adds a step of a watch when it completes', () =>
    draw(
      completedOnly(),
      {
        a: change('added', step('a', { Status: 'IN_PROGRESS' })),
        A: change('updated', step('a'), { previous: step('a'), changed: ['Status'] }),
        c: change('added', step('a')),
      },
      `
      source  --a--A--|
      result  -----c--|
      subs    ^-------!`,
    ));

  it('emits steps of a listing, events of a watch', () => {
    expectTypeOf((NEVER as Observable<Step>).pipe(completedOnly())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf((NEVER as Observable<WatchEvent>).pipe(completedOnly())).toEqualTypeOf<
      Observable<WatchEvent>
    >();
  });
});
