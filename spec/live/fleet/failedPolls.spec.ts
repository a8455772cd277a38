import { expect } from 'chai';
import { ClosedError, NetworkError, UnsettledError } from '../../../src/core/errors.js';
import { failedPolls } from '../../../src/live/fleet/failedPolls.js';
import { newFleetMember } from '../../../src/live/fleet/fleetMember.js';
import { gracePeriod } from '../../../src/live/pace/gracePeriod.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

const down = new NetworkError('down');

function setUp() {
  const time = virtualTime(() => 0);
  const failures = failedPolls({ time, grace: gracePeriod(time, 300_000), minIntervalMs: 5_000 });
  const types: string[] = [];
  const member = newFleetMember(
    fakeApi(() => ({})),
    time,
    'job',
    1e9,
    event => types.push(event.type),
  );
  return { failures, member, types };
}

describe('failedPolls', () => {
  it('backs off the job, which is due from then on, and stale', () => {
    const { failures, member, types } = setUp();
    failures.failed(Object.assign(member, { dueAt: Infinity }), down);
    expect(member).include({ retryAt: 800, dueAt: 0, failing: true });
    expect(member.failures.count).equal(1);
    expect(types).deep.equal(['stale']);
  });

  it('reads steps that do not settle at the shortest pause', () => {
    const { failures, member } = setUp();
    failures.failed(member, new UnsettledError('job', 9));
    expect(member.retryAt).equal(5_000);
  });

  it('pauses all polls from the third failure in a row on, for longer with each', () => {
    const { failures, member } = setUp();
    const pauses = Array.from({ length: 4 }, () => {
      failures.failed(member, down);
      return failures.pausedUntil();
    });
    expect(pauses).deep.equal([-Infinity, -Infinity, 800, 1_600]);
  });

  it('counts anew after a poll that succeeded', () => {
    const { failures, member } = setUp();
    failures.failed(member, down);
    failures.failed(member, down);
    failures.succeeded();
    failures.failed(member, down);
    expect(failures.pausedUntil()).equal(-Infinity);
  });

  it('throws what ends the fleet', () => {
    const { failures, member } = setUp();
    expect(() => {
      failures.failed(member, new ClosedError());
    }).throw(ClosedError);
    expect(member.failing).equal(false);
  });
});
