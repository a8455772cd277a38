import { expect } from 'chai';
import { everyUnref } from '../../src/core/everyUnref.js';
import { virtualTime } from '../support/virtualTime.js';

describe('everyUnref', () => {
  it('runs at the end of each interval, and keeps no process alive', async () => {
    const time = virtualTime();
    const ran: number[] = [];
    everyUnref(time, 10, () => ran.push(time.monotonic()));
    await time.pass(35);
    expect(ran).deep.equal([10, 20, 30]);
    expect([time.timers(), time.held()]).deep.equal([1, 0]);
  });

  it('leaves no timer once it is cancelled, from within a run too', async () => {
    const time = virtualTime();
    let ran = 0;
    const cancel = everyUnref(time, 10, () => {
      if (++ran === 2) cancel();
    });
    await time.pass(100);
    expect([ran, time.timers()]).deep.equal([2, 0]);
    const other = everyUnref(time, 10, () => (ran += 1));
    await time.pass(5);
    other();
    expect([ran, time.timers()]).deep.equal([2, 0]);
  });

  it('goes on after a run that throws', async () => {
    const time = virtualTime();
    let ran = 0;
    everyUnref(time, 10, () => {
      if (++ran === 1) throw new Error('once');
    });
    await time.pass(10).catch(() => undefined);
    await time.pass(10);
    expect(ran).equal(2);
  });
});
