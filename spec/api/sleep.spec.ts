import { expect } from 'chai';
import { sleep } from '../../src/api/sleep.js';
import { AbortedError } from '../../src/core/errors.js';
import { failure } from '../support/failure.js';
import { listeners, useFakeTime } from '../support/fakeTime.js';

describe('sleep', () => {
  const time = useFakeTime();

  it('waits as long as it is told, and leaves no listener', async () => {
    const { signal } = new AbortController();
    let awake = false;
    void sleep(50, signal).then(() => (awake = true));
    await time.tickAsync(49);
    expect(awake).false;
    await time.tickAsync(1);
    expect(awake).true;
    expect(listeners(signal)).equal(0);
  });

  it('ends at once with an abort, and leaves neither timer nor listener', async () => {
    const controller = new AbortController();
    const sleeping = failure(sleep(50, controller.signal));
    expect(listeners(controller.signal)).equal(1);
    controller.abort();
    expect(time.countTimers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
    expect(await sleeping).instanceOf(AbortedError);
  });

  it('does not begin where the signal has fired', async () => {
    const signal = AbortSignal.abort();
    expect(await failure(sleep(50, signal))).instanceOf(AbortedError);
    expect(time.countTimers()).equal(0);
    expect(listeners(signal)).equal(0);
  });

  it('waits as long as a timer can where it is told to wait longer', async () => {
    let awake = false;
    void sleep(Infinity, new AbortController().signal).then(() => (awake = true));
    await time.tickAsync(2 ** 31 - 2);
    expect(awake).false;
    await time.tickAsync(1);
    expect(awake).true;
  });
});
