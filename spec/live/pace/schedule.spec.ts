import { expect } from 'chai';
import fc from 'fast-check';
import { describeIsDue, listIsDue, pollDelayMs } from '../../../src/live/pace/schedule.js';
import { holds } from '../../support/holds.js';

const DEFAULTS = { minIntervalMs: 5_000, maxIntervalMs: 60_000 };

describe('pollDelayMs', () => {
  it('is short after a change and grows by half with each unchanged poll, up to the longest', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map(unchanged => pollDelayMs(unchanged, DEFAULTS, 0.5));
    expect(delays.map(Math.round)).deep.equal([5250, 7500, 11250, 16875, 25313, 37969, 54305, 54000, 54000]);
  });

  it('has a jitter of a fifth', () => {
    expect(pollDelayMs(2, DEFAULTS, 0)).equal(11_250 * 0.9);
    expect(pollDelayMs(2, DEFAULTS, 0.999_999)).closeTo(11_250 * 1.1, 0.1);
  });

  it('never leaves the bounds, and gets no shorter with a further unchanged poll', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat(1e6),
        fc.nat(200),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (minIntervalMs, more, unchanged, random) => {
          const bounds = { minIntervalMs, maxIntervalMs: minIntervalMs + more };
          const delay = pollDelayMs(unchanged, bounds, random);
          expect(delay).least(minIntervalMs).most(bounds.maxIntervalMs);
          expect(pollDelayMs(unchanged + 1, bounds, random)).least(delay - 0.11 * delay);
        },
      ),
    );
  });

  it('is the one interval where both are the same', () => {
    expect(pollDelayMs(7, { minIntervalMs: 20, maxIntervalMs: 20 }, 0.3)).equal(20);
  });
});

describe('describeIsDue', () => {
  it('is due when no step runs', () => {
    expect(describeIsDue(false, 1)).equal(true);
  });

  it('is due every second poll while steps run', () => {
    expect([1, 2, 3].map(polls => describeIsDue(true, polls))).deep.equal([false, true, true]);
  });

  it('is never due while steps run where a list of jobs takes its place', () => {
    expect(describeIsDue(true, 1e6, Infinity)).equal(false);
  });
});

describe('listIsDue', () => {
  it('is due with each poll while steps run, and every second one while none does', () => {
    expect([1, 2].map(polls => listIsDue(true, polls))).deep.equal([true, true]);
    expect([1, 2, 3].map(polls => listIsDue(false, polls))).deep.equal([false, true, true]);
  });

  it('is due with each poll where a list of jobs shows how the job is', () => {
    expect(listIsDue(false, 1, Infinity)).equal(true);
  });
});
