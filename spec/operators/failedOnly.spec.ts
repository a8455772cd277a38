import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { failedOnly } from '../../src/operators/failedOnly.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { change, step } from '../support/steps.js';

describe('failedOnly', () => {
  const failed = (endpoint: string): Step =>
    step(endpoint, { Status: 'FAILED', FailureReason: 'No capacity' });

  checklist(failedOnly, failed('a'), 'events');

  it('emits the steps of a listing that failed', () =>
    draw(
      failedOnly(),
      { a: step('a'), b: failed('b'), c: step('c', { Status: 'STOPPED' }), d: failed('d') },
      `
      source  --a--b--c--d--|
      result  -----b-----d--|
      subs    ^-------------!`,
    ));

  it('adds a step of a watch when it fails', () =>
    draw(
      failedOnly(),
      {
        a: change('added', step('a', { Status: 'IN_PROGRESS' })),
        A: change('updated', failed('a'), { previous: step('a'), changed: ['Status'] }),
        f: change('added', failed('a')),
      },
      `
      source  --a--A--|
      result  -----f--|
      subs    ^-------!`,
    ));

  it('emits steps of a listing, events of a watch, also further down a pipe', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(pages$.pipe(failedOnly())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(failedOnly())).toEqualTypeOf<Observable<WatchEvent>>();
    expectTypeOf(pages$.pipe(failedOnly(), bestByCost())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(failedOnly(), bestByCost())).toEqualTypeOf<Observable<Step | undefined>>();
  });
});
