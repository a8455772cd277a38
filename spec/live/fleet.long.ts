import { expect } from 'chai';
import { dayOfFleet } from './dayOfFleet.js';

describe('24 hours of a fleet on a service that behaves in another way each hour', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`repeat no event, report no job twice, and keep the heap flat (seed ${String(seed)})`, async function () {
      this.timeout(600_000);
      const { grownBytes, calls, jobs, dones, faults, timers } = await dayOfFleet(24, seed);
      console.log(
        `      ${String(calls)} calls, ${String(jobs)} jobs, ${String(dones)} done, heap ${(grownBytes / 1e6).toFixed(2)} MB`,
      );
      expect(faults).deep.equal([]);
      expect(timers).equal(0);
      expect(dones).above(jobs - 1);
      // Most of it is what the simulated service keeps for its behaviours.
      expect(grownBytes).below(3e6);
    });
  }
});
