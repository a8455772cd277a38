import { expect } from 'chai';
import { hasten, isVouchedFor, newMember, type Member } from '../../../src/live/fleet/fleetMember.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

async function member(
  more: Partial<Member> = {},
  { Status = 'IN_PROGRESS', synced = true } = {},
): Promise<Member> {
  const api = fakeApi(() => ({ Steps: [] }));
  const made = newMember(api, virtualTime(), 'job', 1e9, () => undefined);
  made.follower.hear({ JobName: 'job', Status });
  if (synced) await made.follower.sweep(new AbortController().signal);
  return Object.assign(made, more);
}

describe('isVouchedFor', () => {
  it('holds of one that is known, trusted and at rest', async () => {
    expect(isVouchedFor(await member())).equal(true);
  });

  const others: readonly Partial<Member>[] = [
    { trusted: false },
    { movedAt: 0 },
    { suspectedAt: 0 },
    { askJob: true },
    { failing: true },
  ];
  for (const other of others) {
    it(`doesn’t hold with ${JSON.stringify(other)}`, async () => {
      expect(isVouchedFor(await member(other))).equal(false);
    });
  }

  it('doesn’t hold before the first look', async () => {
    expect(isVouchedFor(await member({}, { synced: false }))).equal(false);
  });
});

describe('hasten', () => {
  it('makes a member due, and none later than it was', async () => {
    const late = await member({ dueAt: Infinity });
    hasten(late, 7);
    expect(late.dueAt).equal(7);
    hasten(late, 9);
    expect(late.dueAt).equal(7);
  });

  it('keeps the pause between two passes over one that is over', async () => {
    const over = await member({ dueAt: 50 }, { Status: 'COMPLETED' });
    hasten(over, 7);
    expect(over.dueAt).equal(50);
  });
});
