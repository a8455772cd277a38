import { expect } from 'chai';
import type { LogBatch } from '../../../src/core/jobLog.js';
import { appendInBatches, type BatchSource } from '../../../src/gateway/relay/appendInBatches.js';
import { MAX_BATCH } from '../../../src/gateway/relay/pendingEvents.js';
import type { SyncPlan } from '../../../src/gateway/relay/syncPlan.js';
import { change, step, synced } from '../../support/steps.js';

const steps = (count: number): SyncPlan['events'] =>
  Array.from({ length: count }, (_, i) => change('added', step(`s${String(i)}`)));
const begins = (events: SyncPlan['events']): SyncPlan => ({
  base: undefined,
  after: { epoch: 'f', seq: 0 },
  replaces: 'e',
  events,
});

describe('appendInBatches', () => {
  const batches: LogBatch[] = [];
  beforeEach(() => {
    batches.length = 0;
  });
  const run = (plan: SyncPlan, outcome: 'appended' | 'moved' | 'fenced', more: Partial<BatchSource> = {}) =>
    appendInBatches(
      {
        append: (_, batch) => {
          batches.push(batch);
          return Promise.resolve(outcome);
        },
      },
      plan,
      { jobName: 'job', fence: 7, more: () => [], holds: () => true, ...more },
    );

  it('begins a log even without an event, and says which one it replaces once', async () => {
    expect(await run(begins([]), 'appended')).deep.equal({ epoch: 'f', seq: 0 });
    expect(batches.map(({ replaces, events }) => [replaces, events.length])).deep.equal([['e', 0]]);
    expect(await run(begins(steps(MAX_BATCH + 1)), 'appended')).deep.equal({
      epoch: 'f',
      seq: MAX_BATCH + 1,
    });
    expect(batches.slice(1).map(({ replaces, after }) => [replaces, after.seq])).deep.equal([
      ['e', 0],
      [undefined, MAX_BATCH],
    ]);
  });

  it('appends what is added meanwhile behind the rest', async () => {
    let added = [synced];
    const more = () => added.splice(0);
    expect(await run(begins(steps(1)), 'appended', { more })).deep.equal({ epoch: 'f', seq: 2 });
    added = [];
    expect(batches.at(-1)!.events).deep.equal([synced]);
  });

  it('ends with an outcome that is another one, and where the lease is lost', async () => {
    expect(await run(begins([]), 'moved')).equal('moved');
    expect(await run(begins([]), 'fenced')).equal('fenced');
    expect(await run(begins([]), 'appended', { holds: () => false })).equal('lost');
  });
});
