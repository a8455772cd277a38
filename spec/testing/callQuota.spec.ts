import { expect } from 'chai';
import fc from 'fast-check';
import { callQuota } from '../../src/testing/callQuota.js';

describe('testing: callQuota', () => {
  it('allows a burst at once, then one call for each interval', () => {
    const quota = callQuota({ perSecond: 10, burst: 3 });
    expect([0, 0, 0, 0].map(quota)).to.deep.equal([true, true, true, false]);
    expect([99, 100, 150, 200].map(quota)).to.deep.equal([false, true, false, true]);
  });

  it('fills up to the burst and no further', () => {
    const quota = callQuota({ perSecond: 10, burst: 2 });
    expect([0, 60_000, 60_000, 60_000].map(quota)).to.deep.equal([true, true, true, false]);
  });

  it('never allows more calls than burst and rate do, whatever the calls', () => {
    const gaps = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (waits, rate, burst) => {
          const quota = callQuota({ perSecond: rate, burst });
          let now = 0;
          let through = 0;
          for (const wait of waits) {
            now += wait;
            if (quota(now)) through += 1;
            expect(through).to.be.at.most(burst + (rate * now) / 1000 + 0.01 * (through + 1));
          }
        },
      ),
    );
  });
});
