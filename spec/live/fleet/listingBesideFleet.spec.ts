import { expect } from 'chai';
import { listingBesideFleet } from '../../support/listingBesideFleet.js';

describe('a foreground listing beside a fleet', () => {
  for (const latencyMs of [50, 700]) {
    for (const quotaShare of [0.8, 1]) {
      it(`takes four thirds of its time and a second at most: ${latencyMs} ms a call, share ${quotaShare}`, async () => {
        const alone = await listingBesideFleet({ pages: 25, latencyMs, quotaShare: undefined });
        const beside = await listingBesideFleet({ pages: 25, latencyMs, quotaShare, offsetMs: 130 });
        expect(beside).within(alone, (4 / 3) * alone + 1_000);
      });
    }
  }
});
