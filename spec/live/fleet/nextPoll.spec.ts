import { expect } from 'chai';
import { newMember, type Member } from '../../../src/live/fleet/fleetMember.js';
import { nextPoll, type PollRules } from '../../../src/live/fleet/nextPoll.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const NOW = 100_000;
const time = virtualTime();
const api = fakeApi(() => ({}));

/** A member that was looked at long ago, that is trusted, and of which nothing is due. */
function member(name: string, more: Partial<Member> = {}, status = 'IN_PROGRESS'): Member {
  const made = newMember(api, time, name, 1, () => undefined);
  made.fresh.stop();
  made.follower.hear({ JobName: name, Status: status });
  return Object.assign(made, { dueAt: Infinity, lookedAt: 0, ...more });
}

const RULES: PollRules = {
  now: NOW,
  isPrioritized: () => false,
  resync: false,
  resyncMs: 5_000,
  passedOver: 0,
};
const turn = (members: readonly Member[], rules: Partial<PollRules> = {}) =>
  nextPoll(members, { ...RULES, ...rules });
const nameOf = (members: readonly Member[], rules?: Partial<PollRules>): string | undefined =>
  turn(members, rules).member?.follower.jobName;

describe('nextPoll', () => {
  it('is nobody’s where nothing is due, and never will be by itself', () => {
    expect(turn([])).deep.equal({ nextAt: Infinity });
    expect(turn([member('a')])).deep.equal({ nextAt: Infinity });
  });

  it('says when somebody will be due', () => {
    const members = [member('a', { dueAt: NOW + 500 }), member('b', { movedAt: NOW + 300 }), member('c')];
    expect(turn(members)).deep.equal({ nextAt: NOW + 300 });
  });

  it('is that of who has moved, before who comes round', () => {
    const members = [member('due', { dueAt: 0, lookedAt: -Infinity }), member('moved', { movedAt: NOW })];
    expect(nameOf(members)).equal('moved');
  });

  it('is that of who has waited longest of those who moved, and of one list of who moved first', () => {
    const late = member('late', { movedAt: 5_000, modifiedAt: 10 });
    const early = member('early', { movedAt: 4_000, modifiedAt: 99 });
    const first = member('first', { movedAt: 4_000, modifiedAt: 98 });
    expect(nameOf([late, early])).equal('early');
    expect(nameOf([early, first])).equal('first');
    expect(nameOf([first, early])).equal('first');
  });

  it('isn’t that of who is being looked at', () => {
    expect(nameOf([member('a', { movedAt: 0, busy: true }), member('b', { dueAt: 0 })])).equal('b');
  });

  it('isn’t that of who has failed, until the pause is over', () => {
    const failed = member('a', { movedAt: 0, dueAt: 0, notBefore: NOW + 700 });
    expect(turn([failed])).deep.equal({ nextAt: NOW + 700 });
    expect(nameOf([failed], { now: NOW + 700 })).equal('a');
  });

  for (const [why, more, status] of [
    ['is in doubt', { doubt: true }],
    ['is to be asked for', { askJob: true }],
    ['is over', {}, 'COMPLETED'],
  ] as const) {
    it(`is that of who ${why} and due, before who comes round`, () => {
      const other = member('other', { dueAt: 0, lookedAt: -Infinity });
      expect(nameOf([other, member('a', { ...more, dueAt: NOW }, status)])).equal('a');
      expect(nameOf([other, member('a', { ...more, dueAt: NOW + 1 }, status)])).equal('other');
    });
  }

  it('is that of who is prioritized and due, before who comes round', () => {
    const members = [member('other', { dueAt: 0, lookedAt: -Infinity }), member('a', { dueAt: NOW })];
    expect(nameOf(members)).equal('other');
    expect(nameOf(members, { isPrioritized: name => name === 'a' })).equal('a');
  });

  it('keeps the pause between two passes over a job that is over, whatever a list says of it', () => {
    const over = member('a', { movedAt: 0, dueAt: NOW + 900 }, 'STOPPED');
    expect(turn([over])).deep.equal({ nextAt: NOW + 900 });
  });

  it('is every sixth time that of who comes round', () => {
    const members = [member('round', { dueAt: 0 }), member('hurry', { movedAt: 0 })];
    const turns: (string | undefined)[] = [];
    let passedOver = 0;
    for (let i = 0; i < 12; i++) {
      const next = turn(members, { passedOver });
      if (next.member !== undefined) ({ passedOver } = next);
      turns.push(next.member?.follower.jobName);
    }
    expect(turns).deep.equal([...hurries(5), 'round', ...hurries(5), 'round']);
  });

  it('counts no turns while nobody else waits', () => {
    expect(turn([member('hurry', { movedAt: 0 })], { passedOver: 4 })).include({ passedOver: 0 });
  });

  it('goes round: that of who was looked at longest ago', () => {
    const members = [member('b', { dueAt: 0, lookedAt: 2 }), member('a', { dueAt: 9, lookedAt: 1 })];
    expect(nameOf(members)).equal('a');
  });

  it('is that of one that is trusted, only to make sure, if that is allowed', () => {
    const members = [member('a', { lookedAt: 2 }), member('b', { lookedAt: 1 })];
    expect(nameOf(members)).equal(undefined);
    expect(turn(members, { resync: true })).include({ member: members[1], onlyToMakeSure: true });
    expect(turn([member('due', { dueAt: 0 })], { resync: true })).include({ onlyToMakeSure: false });
  });

  it('makes sure only of who is not being waited for, and some time after the last look', () => {
    const pending = member('a', { movedAt: NOW + 400 });
    expect(turn([pending], { resync: true })).deep.equal({ nextAt: NOW + 400 });
    const fresh = member('b', { lookedAt: NOW - 1 });
    expect(turn([fresh], { resync: true })).deep.equal({ nextAt: NOW - 1 + 5_000 });
    expect(nameOf([member('c', { trusted: false })], { resync: true })).equal(undefined);
  });
});

const hurries = (count: number): readonly string[] => Array.from({ length: count }, () => 'hurry');
