import { expect } from 'chai';
import { backoffDelayMs, failedAgain, NO_FAILURES } from '../../../src/live/pace/pollBackoff.js';

const SECOND = 1_000;

/** Failures at these moments, in seconds. */
const failing = (...seconds: readonly number[]) =>
  seconds.reduce((failures, at) => failedAgain(failures, at * SECOND), NO_FAILURES);

describe('pollBackoff', () => {
  it('waits 0.8 s at least and 30 s at most, twice as long with each failure', () => {
    const counts = [1, 2, 3, 4, 5, 6, 7, 1_000];
    expect(counts.map(count => backoffDelayMs({ count, lastAt: 0 }, 0))).deep.equal([
      800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000, 15_000,
    ]);
    expect(backoffDelayMs({ count: 1, lastAt: 0 }, 0.999_999)).closeTo(1_600, 0.01);
    expect(backoffDelayMs({ count: 1_000, lastAt: 0 }, 0.999_999)).closeTo(30_000, 0.1);
  });

  it('counts failures in a row, whatever succeeded in between', () => {
    expect(failing(0, 5, 60, 180)).deep.equal({ count: 4, lastAt: 180 * SECOND });
  });

  it('starts again after two minutes without a failure', () => {
    expect(failing(0, 5, 125).count).equal(3);
    expect(failing(0, 5, 125.001).count).equal(1);
  });
});
