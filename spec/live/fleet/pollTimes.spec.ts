import { expect } from 'chai';
import { newFleetMember, type FleetMember } from '../../../src/live/fleet/fleetMember.js';
import { pollTimes } from '../../../src/live/fleet/pollTimes.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const time = virtualTime(() => 0);
const listIntervals = { minIntervalMs: 2_000, maxIntervalMs: 10_000 };

function dueAt(
  more: Partial<FleetMember>,
  { Status = 'IN_PROGRESS', prioritized = false, unreliable = 1 } = {},
): number {
  const member = newFleetMember(
    fakeApi(() => ({})),
    time,
    'job',
    1e9,
    () => undefined,
  );
  member.freshness.stop();
  member.follower.applySummary({ JobName: 'job', Status });
  const times = pollTimes({
    time,
    listIntervals,
    isPrioritized: name => prioritized && name === 'job',
    unreliable: () => unreliable,
  });
  return times.dueAt(Object.assign(member, more), 'later');
}

describe('pollTimes', () => {
  it('doesn’t poll a job that is reliably listed', () => {
    expect(dueAt({})).equal(Infinity);
    expect(dueAt({ unchangedPolls: 9 }, { unreliable: 500 })).equal(Infinity);
  });

  it('polls a job that isn’t reliably listed as a watch does', () => {
    expect(dueAt({ listReliable: false })).equal(5_000);
    expect(dueAt({ listReliable: false, unchangedPolls: 1 })).within(6_750, 7_500);
    expect(dueAt({ listReliable: false, unchangedPolls: 50 })).within(48_000, 60_000);
  });

  it('polls unchanged jobs that aren’t reliably listed less often where there are many', () => {
    expect(dueAt({ listReliable: false, unchangedPolls: 50 }, { unreliable: 100 })).within(160_000, 200_000);
    expect(dueAt({ listReliable: false }, { unreliable: 100 })).equal(5_000);
    expect(dueAt({ listReliable: false, unchangedPolls: 50 }, { unreliable: 100, prioritized: true })).within(
      48_000,
      60_000,
    );
  });

  it('polls a prioritized job', () => {
    expect(dueAt({}, { prioritized: true })).equal(5_000);
    expect(dueAt({ unchangedPolls: 50 }, { prioritized: true })).within(48_000, 60_000);
  });

  it('is soon where the job is over or unconfirmed, also after many unchanged polls', () => {
    expect(dueAt({ unchangedPolls: 50, unconfirmed: true })).equal(5_000);
    expect(dueAt({ unchangedPolls: 50 }, { Status: 'FAILED' })).equal(5_000);
  });

  it('is at once where the job is to be described', () => {
    expect(dueAt({ describeFirst: true })).equal(0);
  });
});
