import { expect } from 'chai';
import { everyHeartbeatCheck, heartbeatMsOf } from '../../src/sinks/heartbeat.js';
import { virtualTime } from '../support/virtualTime.js';

describe('heartbeats', () => {
  it('are sent three times in the time after which a client stalls', () => {
    expect([30_000, 900].map(heartbeatMsOf)).deep.equal([10_000, 300]);
  });

  it('are due at every last check of an interval, until cancelled, without keeping the process alive', async () => {
    const time = virtualTime();
    const start = time.monotonic();
    const checks: (readonly [ms: number, heartbeatDue: boolean])[] = [];
    const cancel = everyHeartbeatCheck(time, 300, 3, (now, due) => checks.push([now - start, due]));
    await time.pass(699);
    expect(checks).deep.equal([
      [100, false],
      [200, false],
      [300, true],
      [400, false],
      [500, false],
      [600, true],
    ]);
    expect([time.timers(), time.held()]).deep.equal([1, 0]);
    cancel();
    await time.pass(1_000);
    expect([checks.length, time.timers()]).deep.equal([6, 0]);
  });
});
