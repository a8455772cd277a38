import { expect } from 'chai';
import { newFleetMember, type FleetMember } from '../../../src/live/fleet/fleetMember.js';
import { recordPoll } from '../../../src/live/fleet/recordPoll.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const MODIFIED = new Date(1_700_000_000_000);

/** A member after a poll that began at 5 ms, and the moments at which it was fresh by that. */
function afterPoll(next: 'later' | 'never', more: Partial<FleetMember> = {}, found = {}) {
  const fresh: number[] = [];
  const time = virtualTime();
  const member = newFleetMember(
    fakeApi(() => ({})),
    time,
    'job',
    1e9,
    () => undefined,
  );
  member.follower.applySummary({ JobName: 'job', Status: 'IN_PROGRESS', LastModifiedTime: MODIFIED });
  const freshness = { ...member.freshness, polled: (startedAt: number) => fresh.push(startedAt) };
  Object.assign(member, { failing: true, unchangedPolls: 3, freshness, ...more });
  recordPoll(member, { next, changed: false, unconfirmed: false, ...found }, 5);
  return { member, fresh };
}

describe('recordPoll', () => {
  it('counts polls that found no change, and starts again with one that did or that needs another', () => {
    expect(afterPoll('later').member).include({ failing: false, unchangedPolls: 4, unconfirmed: false });
    expect(afterPoll('later', {}, { changed: true }).member.unchangedPolls).equal(0);
    const { member } = afterPoll('later', {}, { unconfirmed: true });
    expect(member).include({ unchangedPolls: 0, unconfirmed: true });
  });

  it('makes the job fresh by the moment at which the poll began, unless the list of jobs fails', () => {
    expect(afterPoll('later').fresh).deep.equal([5]);
    expect(afterPoll('later', { listFailing: true }).fresh).deep.equal([]);
    expect(afterPoll('never', { listFailing: true }).fresh).deep.equal([5]);
  });

  it('takes an earlier time of the last change than that of the list', () => {
    const at = MODIFIED.getTime();
    expect(afterPoll('later', { modifiedAt: at + 1_000 }).member.modifiedAt).equal(at);
    expect(afterPoll('later', { modifiedAt: at - 1_000 }).member.modifiedAt).equal(at - 1_000);
    expect(afterPoll('later', { modifiedAt: undefined }).member.modifiedAt).equal(undefined);
  });
});
