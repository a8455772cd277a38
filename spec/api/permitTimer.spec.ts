import { expect } from 'chai';
import { createPermitTimer } from '../../src/api/permitTimer.js';
import type { PermitTimer } from '../../src/api/permitTimer.js';
import { systemTime } from '../../src/core/time.js';
import type { SimulatedTime } from './simulatedTime.js';
import { simulateTime } from './simulatedTime.js';

describe('createPermitTimer', () => {
  let time: SimulatedTime;
  let tickets: PermitTimer;
  let came: number[];
  let then: () => void;

  beforeEach(() => {
    time = simulateTime();
    came = [];
    then = () => undefined;
    tickets = createPermitTimer(systemTime, () => {
      came.push(time.now());
      then();
    });
  });
  afterEach(() => {
    time.uninstall();
  });

  it('fires when it is due, once', async () => {
    tickets.schedule(500, 100);
    tickets.schedule(200, 100);
    await time.pass(498);
    expect(came).to.deep.equal([]);
    await time.pass(2000);
    expect(came).to.have.length(1);
    expect(came[0]).to.be.within(498, 502);
  });

  it('fires within 10 ms where it is due already', async () => {
    await time.pass(1000);
    tickets.schedule(200, 100);
    await time.pass(10);
    expect(came).to.have.length(1);
  });

  it('spaces the next ones evenly, without drift, on one limiter', async () => {
    let due = 500;
    then = () => {
      tickets.schedule((due += 1000 / 7), 1000 / 7);
    };
    tickets.schedule(due, 1000 / 7);
    await time.pass(100_500);
    expect(came).to.have.length(701);
    came.forEach((at, i) => {
      expect(at).to.be.closeTo(500 + (i * 1000) / 7, 3);
    });
  });

  it('follows another spacing at once', async () => {
    let due = 100;
    then = () => {
      const spacing = came.length < 5 ? 100 : 250;
      tickets.schedule((due += spacing), spacing);
    };
    tickets.schedule(due, 100);
    await time.pass(1560);
    [100, 200, 300, 400, 500, 750, 1000, 1250, 1500].forEach((at, i) => {
      expect(came[i]).to.be.closeTo(at, 3);
    });
  });

  for (const [name, byMs] of [
    ['back', -3000],
    ['forward', 3000],
  ] as const) {
    it(`stands no longer than a quarter of a second when the wall clock is set ${name}`, async () => {
      let due = 100;
      then = () => {
        // As the gate does: a ticket that comes too early only makes it ask again.
        if (time.now() > due - 3) due += 100;
        tickets.schedule(Math.max(due, time.now()), 100);
      };
      tickets.schedule(due, 100);
      await time.pass(1001);
      time.setWallClock(byMs);
      await time.pass(2000);
      const gaps = came.slice(1).map((at, i) => at - (came[i] ?? 0));
      expect(Math.max(...gaps)).to.be.at.most(360);
      expect(came.slice(-3).map((at, i, last) => at - (last[0] ?? 0) - 100 * i)).to.satisfy((off: number[]) =>
        off.every(ms => Math.abs(ms) <= 3),
      );
    });
  }

  it('waits for a time that is further away than timers of Node can wait', async () => {
    tickets.schedule(1e13, 1e13);
    await time.pass(60_000);
    expect(came).to.deep.equal([]);
    expect(time.timers()).to.equal(2);
  });

  it('leaves no timer when stopped, at whichever moment, and starts again', async () => {
    for (const after of [0, 1, 2, 3, 4, 50]) {
      tickets.schedule(time.now() + 100, 100);
      await time.pass(after);
      let stopped = false;
      void tickets.stop().then(() => (stopped = true));
      await time.pass(10);
      expect(stopped, `${String(after)} ms`).to.equal(true);
      expect(time.timers(), `${String(after)} ms`).to.equal(0);
    }
    expect(came).to.deep.equal([]);
    tickets.schedule(time.now() + 100, 100);
    await time.pass(110);
    expect(came).to.have.length(1);
    expect(time.timers(), 'nobody asked again').to.equal(0);
  });
});
