import { expect } from 'chai';
import { semaphore } from '../../../src/live/pace/semaphore.js';
import { virtualTime } from '../../support/virtualTime.js';

const OPTIONS = { permits: 2, slowMs: 100, maxRunning: 4 };

describe('semaphore', () => {
  it('are free until every place is taken, and again when one is given up', () => {
    const { hasPermit: isFree, acquire: take } = semaphore(virtualTime(), OPTIONS, () => undefined);
    const first = take();
    expect(isFree()).equal(true);
    take();
    expect(isFree()).equal(false);
    first();
    expect(isFree()).equal(true);
  });

  it('let slow work go on beside, and say that a place is free', async () => {
    const time = virtualTime();
    let freed = 0;
    const { hasPermit: isFree, acquire: take } = semaphore(time, OPTIONS, () => freed++);
    const slow = [take(), take()];
    await time.pass(99);
    expect([isFree(), freed]).deep.equal([false, 0]);
    await time.pass(1);
    expect([isFree(), freed]).deep.equal([true, 2]);
    take();
    slow.forEach(giveUp => giveUp());
    take();
    expect(isFree()).equal(false);
  });

  it('let no more go on than there may be', async () => {
    const time = virtualTime();
    const { hasPermit: isFree, acquire: take } = semaphore(time, OPTIONS, () => undefined);
    const slow = [take(), take()];
    await time.pass(100);
    slow.push(take(), take());
    await time.pass(100);
    expect(isFree()).equal(false);
    slow[0]!();
    expect(isFree()).equal(true);
  });

  it('leave no timer', () => {
    const time = virtualTime();
    const { acquire: take } = semaphore(time, OPTIONS, () => undefined);
    take()();
    expect(time.timers()).equal(0);
  });
});
