import { expect } from 'chai';
import { semaphore } from '../../../src/live/pace/semaphore.js';
import { virtualTime } from '../../support/virtualTime.js';

const OPTIONS = { permits: 2, slowMs: 100, maxRunning: 4 };

describe('semaphore', () => {
  it('has a permit until all are taken, and again when one is released', () => {
    const { hasPermit, acquire } = semaphore(virtualTime(), OPTIONS, () => undefined);
    const release = acquire();
    expect(hasPermit()).equal(true);
    acquire();
    expect(hasPermit()).equal(false);
    release();
    expect(hasPermit()).equal(true);
  });

  it('takes the permit of slow work, which goes on, and calls back', async () => {
    const time = virtualTime();
    let calls = 0;
    const { hasPermit, acquire } = semaphore(time, OPTIONS, () => calls++);
    const slow = [acquire(), acquire()];
    await time.pass(99);
    expect([hasPermit(), calls]).deep.equal([false, 0]);
    await time.pass(1);
    expect([hasPermit(), calls]).deep.equal([true, 2]);
    acquire();
    slow.forEach(release => release());
    acquire();
    expect(hasPermit()).equal(false);
  });

  it('lets no more work run at once than its maximum, slow work included', async () => {
    const time = virtualTime();
    const { hasPermit, acquire } = semaphore(time, OPTIONS, () => undefined);
    const slow = [acquire(), acquire()];
    await time.pass(100);
    slow.push(acquire(), acquire());
    await time.pass(100);
    expect(hasPermit()).equal(false);
    slow[0]!();
    expect(hasPermit()).equal(true);
  });

  it('leaves no timer', () => {
    const time = virtualTime();
    const { acquire } = semaphore(time, OPTIONS, () => undefined);
    acquire()();
    expect(time.timers()).equal(0);
  });
});
