import { expect } from 'chai';
import { initialRate } from '../../src/api/adaptiveRate.js';
import {
  afterShareThrottle,
  newShare,
  shareAt,
  shareReturned,
  shareTaken,
  type LocalShare,
} from '../../src/api/localShare.js';

const pace = initialRate(10, 10);

describe('localShare', () => {
  it('is the rate divided by the processes, one call at a time, from a random moment on', () => {
    let share = newShare(4, pace, 1_000, 0.25);
    const at: number[] = [];
    for (let now = 1_000; now < 3_000; now += 10) {
      const next = shareAt(share, pace, now);
      share = next.share;
      if (next.dueAt > now) continue;
      share = shareTaken(share, now);
      at.push(now);
    }
    expect(at).to.deep.equal([1_100, 1_500, 1_900, 2_300, 2_700]);
  });

  it('has one call after a rest', () => {
    let { share } = shareAt(newShare(4, pace, 0, 0), pace, 60_000);
    share = shareTaken(share, 60_000);
    expect(shareAt(share, pace, 60_000).dueAt).to.equal(60_400);
  });

  it('takes back a call that was not made', () => {
    const share = shareTaken(shareAt(newShare(4, pace, 0, 0), pace, 60_000).share, 60_000);
    expect(shareAt(shareReturned(share), pace, 60_000).dueAt).to.equal(60_000);
  });

  it('slows after throttles, and counts the successes of this process for the others, too', () => {
    let share: LocalShare = newShare(4, pace, 0, 0);
    let adaptive = pace;
    const throttle = (sentAt: number): void => {
      const outcome = { sentAt, now: sentAt + 10 };
      ({ share, adaptive } = afterShareThrottle(share, adaptive, outcome, undefined));
    };
    throttle(1_000);
    adaptive = { ...adaptive, successes: 5 };
    throttle(5_000);
    // 20 and 1 in 4 s.
    expect(adaptive.estimated).to.be.closeTo(5.25, 1e-9);
    expect(shareAt(share, adaptive, 5_010).dueAt).to.be.closeTo(5_010 + 4_000 / (5.25 * 0.9), 1);
  });

  it('keeps its own count where a throttle measures nothing', () => {
    let share = newShare(4, pace, 0, 0);
    let adaptive = pace;
    const outcomes = [
      { sentAt: 1_000, now: 1_010 },
      { sentAt: 1_050, now: 1_060 },
    ];
    for (const outcome of outcomes) {
      ({ share, adaptive } = afterShareThrottle(share, adaptive, outcome, undefined));
      adaptive = { ...adaptive, successes: 1 };
    }
    ({ adaptive } = afterShareThrottle(share, adaptive, { sentAt: 1_055, now: 1_070 }, undefined));
    expect(adaptive.successes).to.equal(1);
  });
});
