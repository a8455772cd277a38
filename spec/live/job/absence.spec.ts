import { expect } from 'chai';
import { absence } from '../../../src/live/job/absence.js';

describe('absence', () => {
  it('is believed a second after the first description that did not find the job', () => {
    const missing = absence(5_000, 40_000);
    expect(missing.isOpen()).equal(false);
    expect([100_000, 100_999, 101_000].map(now => missing.missed(now, 0))).deep.equal([false, false, true]);
    expect(missing.isOpen()).equal(true);
  });

  it('is not believed before the job was seen for longer than replicas lag', () => {
    const missing = absence(5_000, 40_000);
    expect([10_000, 20_000, 49_999, 50_000].map(now => missing.missed(now, 10_000))).deep.equal([
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes the shortest pause in place of the second where that is shorter', () => {
    const missing = absence(100, 800);
    expect([1_000, 1_099, 1_100].map(now => missing.missed(now, 0))).deep.equal([false, false, true]);
  });

  it('starts again once the job was described', () => {
    const missing = absence(5_000, 40_000);
    missing.missed(100_000, 0);
    missing.settled();
    expect(missing.isOpen()).equal(false);
    expect(missing.missed(110_000, 0)).equal(false);
  });
});
