import { expect } from 'chai';
import { sleep } from '../../src/api/sleep.js';
import { AbortedError } from '../../src/core/errors.js';
import { failure } from '../support/failure.js';
import { listeners } from '../support/fakeTime.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

describe('sleep', () => {
  let time: VirtualTime;
  beforeEach(() => (time = virtualTime()));

  it('waits as long as it is told, and leaves no listener', async () => {
    const { signal } = new AbortController();
    let awake = false;
    void sleep(time, 50, signal).then(() => (awake = true));
    await time.pass(49);
    expect(awake).false;
    await time.pass(1);
    expect(awake).true;
    expect(listeners(signal)).equal(0);
  });

  it('ends at once with an abort, and leaves neither timer nor listener', async () => {
    const controller = new AbortController();
    const sleeping = failure(sleep(time, 50, controller.signal));
    expect(listeners(controller.signal)).equal(1);
    controller.abort();
    expect(time.timers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
    expect(await sleeping).instanceOf(AbortedError);
  });

  it('does not begin where the signal has fired', async () => {
    const signal = AbortSignal.abort();
    expect(await failure(sleep(time, 50, signal))).instanceOf(AbortedError);
    expect(time.timers()).equal(0);
    expect(listeners(signal)).equal(0);
  });
});
