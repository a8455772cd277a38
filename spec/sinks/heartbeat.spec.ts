import { expect } from 'chai';
import { everyRound, heartbeatMsOf } from '../../src/sinks/heartbeat.js';
import { virtualTime } from '../support/virtualTime.js';

describe('heartbeats', () => {
  it('are sent three times in the time after which a client stalls', () => {
    expect([30_000, 900].map(heartbeatMsOf)).deep.equal([10_000, 300]);
  });

  it('come in rounds, which are numbered, until cancelled, without keeping the process alive', async () => {
    const time = virtualTime();
    const start = time.monotonic();
    const rounds: (readonly [ms: number, round: number])[] = [];
    const cancel = everyRound(time, 100, (now, round) => rounds.push([now - start, round]));
    await time.pass(399);
    expect(rounds).deep.equal([
      [100, 1],
      [200, 2],
      [300, 3],
    ]);
    expect([time.timers(), time.held()]).deep.equal([1, 0]);
    cancel();
    await time.pass(1_000);
    expect([rounds.length, time.timers()]).deep.equal([3, 0]);
  });
});
