import { expect } from 'chai';
import { inTime } from '../../src/api/inTime.js';
import { systemTime } from '../../src/core/time.js';
import { simulateTime, type SimulatedTime } from './simulatedTime.js';

describe('inTime', () => {
  let time: SimulatedTime;
  const seen: unknown[] = [];
  const late = (value: unknown): void => void seen.push(['late', value]);
  const after = <T>(ms: number, value: T): Promise<T> =>
    new Promise(resolve => setTimeout(() => resolve(value), ms));
  const wait = (pending: Promise<unknown>): void => {
    inTime(systemTime, 400, pending, late).then(
      value => seen.push(value),
      (error: unknown) => seen.push((error as Error).message),
    );
  };

  beforeEach(() => {
    time = simulateTime();
    seen.length = 0;
  });
  afterEach(() => {
    time.uninstall();
  });

  it('resolves as the answer does, and leaves no timer', async () => {
    wait(after(390, 'yes'));
    await time.pass(391);
    expect(seen).to.deep.equal(['yes']);
    expect(time.timers()).to.equal(0);
  });

  it('rejects as the answer does', async () => {
    wait(Promise.reject(new Error('refused')));
    await time.pass(0);
    expect(seen).to.deep.equal(['refused']);
  });

  it('rejects after the limit, and passes a later answer on', async () => {
    wait(after(1_000, 'yes'));
    await time.pass(401);
    expect(seen).to.deep.equal(['no answer within 400 ms']);
    await time.pass(1_000);
    expect(seen).to.deep.equal(['no answer within 400 ms', ['late', 'yes']]);
  });

  it('ignores a later rejection', async () => {
    wait(after(500, 0).then(() => Promise.reject(new Error('refused'))));
    await time.pass(600);
    expect(seen).to.deep.equal(['no answer within 400 ms']);
  });
});

describe('inTime on a busy event loop', () => {
  it('takes an answer that has arrived while the loop was blocked', async () => {
    const pending = inTime(systemTime, 60, new Promise(resolve => setImmediate(resolve, 'yes')));
    // Longer than the limit, without a turn of the event loop.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    expect(await pending).to.equal('yes');
  });
});
