import { expect } from 'chai';
import { pause } from '../../src/core/pause.js';
import { listeners } from '../support/fakeTime.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

describe('pause', () => {
  let time: VirtualTime;
  beforeEach(() => (time = virtualTime()));

  async function isOver(pausing: Promise<void>): Promise<boolean> {
    let over = false;
    void pausing.then(() => (over = true));
    await time.pass(0);
    return over;
  }

  it('lasts as long as asked for, and leaves no listener', async () => {
    const { signal } = new AbortController();
    const pausing = pause(time, 50, signal);
    await time.pass(49);
    expect(await isOver(pausing)).equal(false);
    await time.pass(1);
    expect(await isOver(pausing)).equal(true);
    expect(listeners(signal)).equal(0);
  });

  it('needs no signal', async () => {
    const pausing = pause(time, 50);
    await time.pass(49);
    expect(await isOver(pausing)).equal(false);
    await time.pass(1);
    expect(await isOver(pausing)).equal(true);
  });

  it('ends at once with an abort, and leaves neither timer nor listener', async () => {
    const controller = new AbortController();
    const pausing = pause(time, 50, controller.signal);
    expect(listeners(controller.signal)).equal(1);
    controller.abort();
    expect(time.timers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
    expect(await isOver(pausing)).equal(true);
  });

  it('does not begin where the signal has fired', async () => {
    const signal = AbortSignal.abort();
    const pausing = pause(time, 50, signal);
    expect(time.timers()).equal(0);
    expect(listeners(signal)).equal(0);
    expect(await isOver(pausing)).equal(true);
  });
});
