import { expect } from 'chai';
import { dayOfWatches } from './dayOfWatches.js';

describe('24 hours of 50 watches', () => {
  it('keep the heap flat, and leave no timer and no poller', async function () {
    this.timeout(600_000);
    const { grownBytes, timers, pollers, polls } = await dayOfWatches(24);
    console.log(`      ${String(polls)} calls, heap ${(grownBytes / 1e6).toFixed(2)} MB`);
    expect(polls).above(50 * 24 * 60);
    expect(grownBytes).below(2e6);
    expect({ timers, pollers }).deep.equal({ timers: 0, pollers: 0 });
  });
});
