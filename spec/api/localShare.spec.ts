import { expect } from 'chai';
import { initialRate } from '../../src/api/adaptiveRate.js';
import {
  afterShareThrottle,
  newShare,
  nextOf,
  shareReturned,
  shareTaken,
  type LocalShare,
} from '../../src/api/localShare.js';

const pace = initialRate(10, 10);
const LONG_AGO = -Infinity;

/** Moments of the calls of a share, looked at each `stepMs` from `now` on. */
function callsOf(from: LocalShare, now: number, until: number, stepMs: number): number[] {
  let share = from;
  const at: number[] = [];
  for (let moment = now; moment < until; moment += stepMs) {
    if (nextOf(share, pace, moment).dueAt > moment) continue;
    share = shareTaken(share, pace, moment);
    at.push(moment);
  }
  return at;
}

describe('localShare', () => {
  it('is the rate divided by the processes, one call at a time, from a random moment on', () => {
    const share = newShare(4, pace, LONG_AGO, { now: 1_000, random: 0.25 });
    expect(callsOf(share, 1_000, 3_000, 10)).to.deep.equal([1_100, 1_500, 1_900, 2_300, 2_700]);
  });

  it('goes on from the last call of the process, as the calls of the processes are spread by that', () => {
    const share = newShare(4, pace, 800, { now: 1_000, random: 0.25 });
    expect(callsOf(share, 1_000, 2_000, 10)).to.deep.equal([1_200, 1_600]);
    // A wait for an answer costs no more than what lies behind.
    const late = newShare(4, pace, 400, { now: 1_000, random: 0.25 });
    expect(callsOf(late, 1_000, 2_000, 10)).to.deep.equal([1_000, 1_400, 1_800]);
    const old = newShare(4, pace, 200, { now: 1_000, random: 0.25 });
    expect(callsOf(old, 1_000, 2_000, 10)).to.deep.equal([1_100, 1_500, 1_900]);
  });

  it('keeps to its rate with timers that fire late', () => {
    const share = newShare(4, pace, LONG_AGO, { now: 0, random: 0 });
    expect(callsOf(share, 0, 40_000, 130)).to.have.length(100);
    const fast = newShare(1, initialRate(10, 10), LONG_AGO, { now: 0, random: 0 });
    expect(callsOf(fast, 0, 10_000, 7)).to.have.length(100);
  });

  it('has one call after a rest, and the next one half an interval later at the earliest', () => {
    const share = newShare(4, pace, LONG_AGO, { now: 0, random: 0 });
    expect(callsOf(share, 60_000, 61_000, 10)).to.deep.equal([60_000, 60_200, 60_600]);
  });

  it('takes back a call that was not made', () => {
    const share = newShare(4, pace, LONG_AGO, { now: 0, random: 0 });
    const { dueAt } = nextOf(share, pace, 0);
    const taken = shareTaken(share, pace, dueAt);
    expect(nextOf(taken, pace, dueAt).dueAt).to.equal(dueAt + 400);
    expect(nextOf(shareReturned(taken, pace, dueAt), pace, dueAt).dueAt).to.equal(dueAt);
  });

  it('slows after throttles, and counts the successes of this process for the others, too', () => {
    let share: LocalShare = newShare(4, pace, LONG_AGO, { now: 0, random: 0 });
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
    expect(nextOf(share, adaptive, 5_010).dueAt).to.be.closeTo(5_010 + 4_000 / (5.25 * 0.9), 1);
  });

  it('keeps its own count where a throttle measures nothing', () => {
    let share = newShare(4, pace, LONG_AGO, { now: 0, random: 0 });
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
