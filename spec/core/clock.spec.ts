import { expect } from 'chai';
import { systemClock } from '../../src/core/clock.js';

describe('systemClock', () => {
  it('counts milliseconds that never go back', async () => {
    const before = systemClock.monotonic();
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(systemClock.monotonic() - before).within(5, 1000);
  });

  it('draws from 0 to 1', () => {
    const drawn = Array.from({ length: 100 }, systemClock.random);
    expect(Math.min(...drawn)).within(0, 0.5);
    expect(Math.max(...drawn))
      .within(0.5, 1)
      .not.equal(1);
  });
});
