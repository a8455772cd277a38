import { expect } from 'chai';
import { newFleetMember, type FleetMember } from '../../../src/live/fleet/fleetMember.js';
import { pollIntervals, pollTimes } from '../../../src/live/fleet/pollTimes.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const time = virtualTime(() => 0);
const listIntervals = { minIntervalMs: 500, maxIntervalMs: 10_000 };

function memberOf(Status: string): FleetMember {
  const member = newFleetMember(
    fakeApi(() => ({})),
    time,
    'job',
    1e9,
    () => undefined,
  );
  member.freshness.stop();
  member.follower.applySummary({ JobName: 'job', Status });
  return member;
}

function dueAt(
  more: Partial<FleetMember>,
  { Status = 'IN_PROGRESS', prioritized = false, unreliable = 1 } = {},
): number {
  const member = memberOf(Status);
  const times = pollTimes({
    time,
    listIntervals,
    isPrioritized: name => prioritized && name === 'job',
    unreliable: () => unreliable,
  });
  return times.dueAt(Object.assign(member, more), 'later');
}

/** Asks one schedule for one job after the other, of this many that aren't reliably listed. */
function rounds(unreliable: number): (more: Partial<FleetMember>) => number {
  const times = pollTimes({ time, listIntervals, isPrioritized: () => false, unreliable: () => unreliable });
  return more => times.dueAt({ ...memberOf('IN_PROGRESS'), listReliable: false, ...more }, 'later');
}

describe('pollIntervals', () => {
  it('are those of a watch by default, and never shorter than those between lists', () => {
    const shortest = (minIntervalMs: number) =>
      pollIntervals({ minIntervalMs, maxIntervalMs: 60_000 }).minIntervalMs;
    expect([1, 500, 2_000, 60_000].map(shortest)).deep.equal([10, 5_000, 5_000, 60_000]);
    expect(pollIntervals(listIntervals)).deep.equal({ minIntervalMs: 5_000, maxIntervalMs: 60_000 });
  });
});

describe('pollTimes', () => {
  it('doesn’t poll a job that is reliably listed', () => {
    expect(dueAt({})).equal(Infinity);
    expect(dueAt({ unchangedPolls: 9 }, { unreliable: 500 })).equal(Infinity);
  });

  it('polls jobs that aren’t reliably listed in rounds, as often as a watch', () => {
    const due = rounds(3);
    expect(due({ unchangedPolls: 0 })).within(5_000, 5_500);
    for (let n = 0; n < 2; n++) expect(due({ unchangedPolls: 7 })).within(5_000, 5_500);
    // Each round without a change is half as long again, and one change of any job ends that.
    for (let n = 0; n < 3; n++) expect(due({ unchangedPolls: 7 })).within(6_750, 8_250);
    for (let n = 0; n < 60; n++) due({ unchangedPolls: 7 });
    expect(due({ unchangedPolls: 7 })).within(48_000, 60_000);
    due({ unchangedPolls: 0 });
    expect(due({ unchangedPolls: 7 })).within(5_000, 5_500);
  });

  it('polls many jobs that aren’t reliably listed less often while none changes', () => {
    const due = rounds(100);
    for (let n = 0; n < 2_000; n++) due({ unchangedPolls: 7 });
    expect(due({ unchangedPolls: 7 })).within(160_000, 200_000);
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
