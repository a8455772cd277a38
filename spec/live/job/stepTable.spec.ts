import { expect } from 'chai';
import { stepTable } from '../../../src/live/job/stepTable.js';
import { pending, step } from '../../support/steps.js';

const NOTHING = { steps: [], synced: false, now: 0 };
const a = step('a', { Status: 'IN_PROGRESS' });

describe('stepTable', () => {
  it('adds, updates and removes steps, each with its event', () => {
    const table = stepTable('job', NOTHING);
    expect(table.add(a, 0, 5)).deep.equal({
      type: 'step',
      jobName: 'job',
      change: 'added',
      key: 'a',
      step: a,
      changed: [],
    });
    const [entry] = table.entries();
    expect(entry).include({ key: 'a', endpoint: 'a', index: 0, changedAt: 5 });
    expect(table.running()).deep.equal(['a']);
    const updated = table.update(entry!, step('a'), ['Status'], 7);
    expect(updated)
      .include({ change: 'updated', key: 'a', previous: a })
      .deep.include({ changed: ['Status'] });
    expect(entry).include({ changedAt: 7 });
    expect(table.running()).deep.equal([]);
    expect(table.remove(entry!, 9)).include({ change: 'removed', key: 'a' });
    expect(table.entries()).deep.equal([]);
  });

  it('keeps the key of a step that gets an endpoint, and makes another one for a namesake', () => {
    const table = stepTable('job', NOTHING);
    const { key } = table.add(pending, 0, 0);
    expect(table.update(table.entries()[0]!, a, [], 0).key).equal(key);
    expect([table.add(a, 1, 0), table.add(a, 2, 0), table.add(a, 3, 0)].map(event => event.key)).deep.equal([
      'a',
      'a#2',
      'a#3',
    ]);
  });

  it('remembers when the step of an endpoint was removed, until it is back', () => {
    const table = stepTable('job', NOTHING);
    table.add(a, 0, 0);
    expect(table.removedAt('a')).equal(undefined);
    table.remove(table.entries()[0]!, 9);
    expect(table.removedAt('a')).equal(9);
    table.add(a, 0, 10);
    expect(table.removedAt('a')).equal(undefined);
  });

  it('begins with what is known', () => {
    const table = stepTable('job', { steps: [{ key: 'k', step: a }], synced: true, now: 3 });
    expect(table.entries()).lengthOf(1);
    expect(table.entries()[0]).include({ key: 'k', endpoint: 'a', changedAt: 3 });
    expect([...table.endpoints()]).deep.equal(['a']);
  });
});
