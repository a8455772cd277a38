import { expect } from 'chai';
import { nextBatch } from '../../../src/gateway/relay/nextBatch.js';
import { MAX_BATCH, PendingEvents } from '../../../src/gateway/relay/pendingEvents.js';
import { change, step } from '../../support/steps.js';

const feed = { oldestEvent: 3, oldestPosition: 2 };
const failure = { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false } as const;

describe('nextBatch', () => {
  it('has the events without what was before, and drops what the feed has dropped', () => {
    const pending = new PendingEvents();
    pending.push({ ...change('updated', step('a')), previous: step('a') });
    expect(nextBatch(pending, ['x'], feed, 10)).deep.equal({
      events: [change('updated', step('a'))],
      drop: { eventsBefore: 3, keys: ['x'], oldestPosition: 2 },
    });
  });

  it('keeps a forgotten key that is put again', () => {
    const pending = new PendingEvents();
    pending.push(change('added', step('x')));
    expect(nextBatch(pending, ['x', 'y'], feed, 10).drop.keys).deep.equal(['y']);
  });

  it('has a failure behind the last event, with the time for which it is kept', () => {
    const pending = new PendingEvents();
    for (let i = 0; i <= MAX_BATCH; i++) pending.push(change('added', step(`s${String(i)}`)));
    pending.fail(failure);
    const first = nextBatch(pending, [], feed, 10);
    expect(first.events).length(MAX_BATCH);
    expect(first).not.any.keys('failure', 'keptMs');
    pending.drop(MAX_BATCH);
    expect(nextBatch(pending, [], feed, 10)).deep.include({ failure, keptMs: 10 });
  });

  it('leaves a failure of this gateway out', () => {
    const pending = new PendingEvents();
    pending.fail({ ...failure, code: 'EXPIRED_CREDENTIALS' });
    expect(nextBatch(pending, [], feed, 10)).not.any.keys('failure', 'keptMs');
  });
});
