import { expect } from 'chai';
import { replicaLagMs } from '../../../src/live/job/replicaLag.js';

describe('replicaLagMs', () => {
  it('is 40 s, or eight of the shortest pauses where that is less', () => {
    expect([60_000, 5_000, 4_000, 1_000, 1].map(replicaLagMs)).deep.equal([40_000, 40_000, 32_000, 8_000, 8]);
  });
});
