import { expect } from 'chai';
import { CommandQueue, type Command } from '../../../src/gateway/relay/commandQueue.js';

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('CommandQueue', () => {
  let now = 0;
  let due: Command[] = [];
  let rejected: number[] = [];
  let queue: CommandQueue;
  beforeEach(() => {
    [now, due, rejected] = [0, [], []];
    queue = new CommandQueue(
      () => now,
      () => due.shift(),
      failingMs => rejected.push(failingMs),
    );
  });
  const fail: Command = () => Promise.reject(new Error('away'));

  it('runs what is due, one after the other', async () => {
    const ran: string[] = [];
    let end = (): void => undefined;
    due.push(
      () =>
        new Promise(resolve => {
          ran.push('one');
          end = resolve;
        }),
      () => Promise.resolve(void ran.push('two')),
    );
    queue.run();
    queue.run();
    await settled();
    expect([ran, queue.isRunning]).deep.equal([['one'], true]);
    end();
    await settled();
    expect([ran, queue.isRunning]).deep.equal([['one', 'two'], false]);
  });

  it('stops at a command that fails until the engine has answered, and says for how long all have failed', async () => {
    due.push(fail, fail, fail);
    queue.run();
    await settled();
    now = 100;
    queue.run();
    await settled();
    expect([rejected, due.length]).deep.equal([[0], 2]);
    queue.unblock();
    queue.run();
    await settled();
    expect(rejected).deep.equal([0, 100]);
    due.unshift(() => Promise.resolve());
    now = 200;
    queue.unblock();
    queue.run();
    await settled();
    expect(rejected).deep.equal([0, 100, 0]);
  });
});
