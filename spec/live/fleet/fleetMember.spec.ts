import { expect } from 'chai';
import {
  makeDue,
  isConfirmedByList,
  newFleetMember,
  type FleetMember,
} from '../../../src/live/fleet/fleetMember.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

async function member(
  more: Partial<FleetMember> = {},
  { Status = 'IN_PROGRESS', synced = true } = {},
): Promise<FleetMember> {
  const api = fakeApi(() => ({ Steps: [] }));
  const made = newFleetMember(api, virtualTime(), 'job', 1e9, () => undefined);
  made.follower.applySummary({ JobName: 'job', Status });
  if (synced) await made.follower.relistSteps(new AbortController().signal);
  return Object.assign(made, more);
}

describe('isConfirmedByList', () => {
  it('holds for a job that is known, unchanged and reliably listed', async () => {
    expect(isConfirmedByList(await member())).equal(true);
  });

  const others: readonly Partial<FleetMember>[] = [
    { listReliable: false },
    { changeDueAt: 0 },
    { missedChangeAt: 0 },
    { describeFirst: true },
    { failing: true },
  ];
  for (const other of others) {
    it(`doesn’t hold with ${JSON.stringify(other)}`, async () => {
      expect(isConfirmedByList(await member(other))).equal(false);
    });
  }

  it('doesn’t hold before the steps were listed', async () => {
    expect(isConfirmedByList(await member({}, { synced: false }))).equal(false);
  });
});

describe('makeDue', () => {
  it('makes a member due, and never later than it was', async () => {
    const late = await member({ dueAt: Infinity });
    makeDue(late, 7);
    expect(late.dueAt).equal(7);
    makeDue(late, 9);
    expect(late.dueAt).equal(7);
  });

  it('keeps the pause between two passes over a job that is over', async () => {
    const over = await member({ dueAt: 50 }, { Status: 'COMPLETED' });
    makeDue(over, 7);
    expect(over.dueAt).equal(50);
  });
});
