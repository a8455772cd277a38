import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { InvalidInputError } from '../../src/core/errors.js';
import type { Status } from '../../src/core/status.js';
import { withStatus } from '../../src/operators/withStatus.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { change, step } from '../support/steps.js';

describe('withStatus', () => {
  checklist(() => withStatus('STOPPED'), step('a', { Status: 'STOPPED' }), 'events');

  it('emits the steps of each of its statuses, unknown ones too', () =>
    draw(
      withStatus('FAILED', 'PAUSED'),
      { a: step('a'), b: step('b', { Status: 'FAILED' }), c: step('c', { Status: 'PAUSED' }) },
      `
      source  --a--b--c--|
      result  -----b--c--|
      subs    ^----------!`,
    ));

  it('adds and removes a step of a watch as its status changes', () =>
    draw(
      withStatus('IN_PROGRESS', 'COMPLETED'),
      {
        a: change('added', step('a', { Status: 'PENDING' })),
        b: change('updated', step('a', { Status: 'IN_PROGRESS' }), { changed: ['Status'] }),
        c: change('updated', step('a'), { changed: ['Status'] }),
        d: change('updated', step('a', { Status: 'DELETED' }), { changed: ['Status'] }),
        B: change('added', step('a', { Status: 'IN_PROGRESS' })),
        D: change('removed', step('a', { Status: 'DELETED' }), { changed: ['Status'] }),
      },
      `
      source  --a--b--c--d--|
      result  -----B--c--D--|
      subs    ^-------------!`,
    ));

  it('refuses no status, an empty one, and one that is no text', () => {
    for (const statuses of [[], [''], ['FAILED', ''], [5], [undefined]])
      expect(() => withStatus(...(statuses as unknown as [Status])))
        .throw(InvalidInputError, 'withStatus: takes one status or more, each a non-empty string')
        .property('option', 'withStatus');
    expectTypeOf(withStatus).parameters.toEqualTypeOf<[Status, ...Status[]]>();
  });
});
