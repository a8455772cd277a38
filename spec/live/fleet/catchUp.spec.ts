import { expect } from 'chai';
import { catchUp } from '../../../src/live/fleet/catchUp.js';
import { virtualTime } from '../../support/virtualTime.js';

/** A wait of 60 s at most, and the second at which it ended. */
function waiting(isWaiting: () => boolean) {
  const time = virtualTime();
  const changes = catchUp(time, isWaiting);
  let endedAt: number | undefined;
  void changes.wait(60_000).then(() => (endedAt = time.monotonic() / 1_000));
  return { time, changes, endedAt: () => endedAt };
}

describe('catchUp', () => {
  it('does not wait where no change waits', async () => {
    const { time, endedAt } = waiting(() => false);
    await time.pass(0);
    expect(endedAt()).equal(0);
  });

  it('waits until no change waits any more', async () => {
    let waits = true;
    const { time, changes, endedAt } = waiting(() => waits);
    await time.pass(5_000);
    changes.check();
    await time.pass(5_000);
    expect(endedAt()).equal(undefined);
    waits = false;
    changes.check();
    await time.pass(0);
    expect([endedAt(), time.timers()]).deep.equal([10, 0]);
  });

  it('waits for no longer than was said', async () => {
    const { time, endedAt } = waiting(() => true);
    await time.pass(100_000);
    expect(endedAt()).equal(60);
  });

  it('is stopped, and leaves no timer', async () => {
    const { time, changes, endedAt } = waiting(() => true);
    await time.pass(1_000);
    changes.stop();
    await time.pass(0);
    expect([endedAt(), time.timers()]).deep.equal([1, 0]);
  });

  it('asks for waiting changes only while something waits for them', () => {
    let asked = 0;
    const changes = catchUp(virtualTime(), () => ++asked > 0);
    changes.check();
    expect(asked).equal(0);
  });
});
