import { expect } from 'chai';
import { newFleetMember, type FleetMember } from '../../../src/live/fleet/fleetMember.js';
import { nextPoll, type PollRules } from '../../../src/live/fleet/nextPoll.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const NOW = 100_000;
const time = virtualTime();
const api = fakeApi(() => ({}));

/** A member that was polled long ago, that is reliably listed, and that isn’t due. */
function member(name: string, more: Partial<FleetMember> = {}, status = 'IN_PROGRESS'): FleetMember {
  const made = newFleetMember(api, time, name, 1, () => undefined);
  made.freshness.stop();
  made.follower.applySummary({ JobName: name, Status: status });
  return Object.assign(made, { dueAt: Infinity, polledAt: 0, ...more });
}

const RULES: PollRules = {
  now: NOW,
  isPrioritized: () => false,
  resync: false,
  resyncMs: 5_000,
  urgentInARow: 0,
};
const choose = (members: readonly FleetMember[], rules: Partial<PollRules> = {}) =>
  nextPoll(members, { ...RULES, ...rules });
const chosen = (members: readonly FleetMember[], rules?: Partial<PollRules>): string | undefined =>
  choose(members, rules).member?.follower.jobName;

describe('nextPoll', () => {
  it('chooses no job where none is due', () => {
    expect(choose([])).deep.equal({ nextAt: Infinity });
    expect(choose([member('a')])).deep.equal({ nextAt: Infinity });
  });

  it('answers when the next job is due', () => {
    const members = [member('a', { dueAt: NOW + 500 }), member('b', { changeDueAt: NOW + 300 }), member('c')];
    expect(choose(members)).deep.equal({ nextAt: NOW + 300 });
  });

  it('polls a job that changed before one that is due by its schedule', () => {
    const members = [
      member('due', { dueAt: 0, polledAt: -Infinity }),
      member('changed', { changeDueAt: NOW }),
    ];
    expect(chosen(members)).equal('changed');
  });

  it('polls the job whose change has waited longest first, and of one list the earliest change', () => {
    const late = member('late', { changeDueAt: 5_000, modifiedAt: 10 });
    const early = member('early', { changeDueAt: 4_000, modifiedAt: 99 });
    const first = member('first', { changeDueAt: 4_000, modifiedAt: 98 });
    expect(chosen([late, early])).equal('early');
    expect(chosen([early, first])).equal('first');
    expect(chosen([first, early])).equal('first');
  });

  it('doesn’t poll a job whose poll is running', () => {
    expect(chosen([member('a', { changeDueAt: 0, polling: true }), member('b', { dueAt: 0 })])).equal('b');
  });

  it('doesn’t poll a job whose poll has failed until its back-off is over', () => {
    const failed = member('a', { changeDueAt: 0, dueAt: 0, retryAt: NOW + 700 });
    expect(choose([failed])).deep.equal({ nextAt: NOW + 700 });
    expect(chosen([failed], { now: NOW + 700 })).equal('a');
  });

  for (const [why, more, status] of [
    ['is unconfirmed', { unconfirmed: true }],
    ['is to be described', { describeFirst: true }],
    ['is over', {}, 'COMPLETED'],
  ] as const) {
    it(`polls a job that ${why} and due before one that is due by its schedule`, () => {
      const other = member('other', { dueAt: 0, polledAt: -Infinity });
      expect(chosen([other, member('a', { ...more, dueAt: NOW }, status)])).equal('a');
      expect(chosen([other, member('a', { ...more, dueAt: NOW + 1 }, status)])).equal('other');
    });
  }

  it('polls a job that is prioritized and due before one that is due by its schedule', () => {
    const members = [member('other', { dueAt: 0, polledAt: -Infinity }), member('a', { dueAt: NOW })];
    expect(chosen(members)).equal('other');
    expect(chosen(members, { isPrioritized: name => name === 'a' })).equal('a');
  });

  it('keeps the pause between two passes over a job that is over, whatever a list says of it', () => {
    const over = member('a', { changeDueAt: 0, dueAt: NOW + 900 }, 'STOPPED');
    expect(choose([over])).deep.equal({ nextAt: NOW + 900 });
  });

  it('makes every sixth poll a routine one', () => {
    const members = [member('routine', { dueAt: 0 }), member('urgent', { changeDueAt: 0 })];
    const polled: (string | undefined)[] = [];
    let urgentInARow = 0;
    for (let i = 0; i < 12; i++) {
      const next = choose(members, { urgentInARow });
      if (next.member !== undefined) ({ urgentInARow } = next);
      polled.push(next.member?.follower.jobName);
    }
    expect(polled).deep.equal([...urgents(5), 'routine', ...urgents(5), 'routine']);
  });

  it('counts no urgent polls while no routine one waits', () => {
    expect(choose([member('urgent', { changeDueAt: 0 })], { urgentInARow: 4 })).include({ urgentInARow: 0 });
  });

  it('makes the routine poll of the job that was polled longest ago', () => {
    const members = [member('b', { dueAt: 0, polledAt: 2 }), member('a', { dueAt: 9, polledAt: 1 })];
    expect(chosen(members)).equal('a');
  });

  it('resyncs a job that is reliably listed, where that is allowed', () => {
    const members = [member('a', { polledAt: 2 }), member('b', { polledAt: 1 })];
    expect(chosen(members)).equal(undefined);
    expect(choose(members, { resync: true })).include({ member: members[1], isResync: true });
    expect(choose([member('due', { dueAt: 0 })], { resync: true })).include({ isResync: false });
  });

  it('resyncs only jobs without a pending change, and some time after their last poll', () => {
    const pending = member('a', { changeDueAt: NOW + 400 });
    expect(choose([pending], { resync: true })).deep.equal({ nextAt: NOW + 400 });
    const fresh = member('b', { polledAt: NOW - 1 });
    expect(choose([fresh], { resync: true })).deep.equal({ nextAt: NOW - 1 + 5_000 });
    expect(chosen([member('c', { listReliable: false })], { resync: true })).equal(undefined);
  });
});

const urgents = (count: number): readonly string[] => Array.from({ length: count }, () => 'urgent');
