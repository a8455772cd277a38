import { expect } from 'chai';
import { newMember, type Member } from '../../../src/live/fleet/fleetMember.js';
import { pollTimes } from '../../../src/live/fleet/pollTimes.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const time = virtualTime(() => 0);
const intervals = { minIntervalMs: 2_000, maxIntervalMs: 10_000 };

function dueAt(
  more: Partial<Member>,
  { Status = 'IN_PROGRESS', prioritized = false, untrusted = 1 } = {},
): number {
  const member = newMember(
    fakeApi(() => ({})),
    time,
    'job',
    1e9,
    () => undefined,
  );
  member.fresh.stop();
  member.follower.hear({ JobName: 'job', Status });
  const schedule = pollTimes({
    time,
    intervals,
    isPrioritized: name => prioritized && name === 'job',
    untrusted: () => untrusted,
  });
  return schedule.dueAt(Object.assign(member, more), 'later');
}

describe('pollTimes', () => {
  it('leaves a trusted job alone', () => {
    expect(dueAt({})).equal(Infinity);
    expect(dueAt({ quiet: 9 }, { untrusted: 500 })).equal(Infinity);
  });

  it('polls one that can’t be trusted as a watch does', () => {
    expect(dueAt({ trusted: false })).equal(5_000);
    expect(dueAt({ trusted: false, quiet: 1 })).within(6_750, 7_500);
    expect(dueAt({ trusted: false, quiet: 50 })).within(48_000, 60_000);
  });

  it('polls quiet ones that can’t be trusted the less often the more there are', () => {
    expect(dueAt({ trusted: false, quiet: 50 }, { untrusted: 100 })).within(160_000, 200_000);
    expect(dueAt({ trusted: false }, { untrusted: 100 })).equal(5_000);
    expect(dueAt({ trusted: false, quiet: 50 }, { untrusted: 100, prioritized: true })).within(
      48_000,
      60_000,
    );
  });

  it('polls a prioritized one', () => {
    expect(dueAt({}, { prioritized: true })).equal(5_000);
    expect(dueAt({ quiet: 50 }, { prioritized: true })).within(48_000, 60_000);
  });

  it('is soon where the job is over or in doubt, however quiet it was', () => {
    expect(dueAt({ quiet: 50, doubt: true })).equal(5_000);
    expect(dueAt({ quiet: 50 }, { Status: 'FAILED' })).equal(5_000);
  });

  it('is at once where the job is to be asked for', () => {
    expect(dueAt({ askJob: true })).equal(0);
  });
});
