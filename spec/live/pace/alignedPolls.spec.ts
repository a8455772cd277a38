import { expect } from 'chai';
import fc from 'fast-check';
import { alignedPauseMs, alignedPolls } from '../../../src/live/pace/alignedPolls.js';
import { pollPause } from '../../../src/live/pace/schedule.js';
import { seededRandom } from '../../../src/testing/random.js';
import { holds } from '../../support/holds.js';

const QUIET = { shortestMs: 48, longestMs: 60, ms: 50 };

describe('alignedPauseMs', () => {
  it('lasts until the poll of the leader, or else of the first other member, where that is possible', () => {
    expect(alignedPauseMs(QUIET, 55, [52, 55])).equal(55);
    expect(alignedPauseMs(QUIET, undefined, [10, 52, 49])).equal(52);
    expect(alignedPauseMs(QUIET, undefined, [10, 61])).equal(50);
    expect(alignedPauseMs(QUIET, undefined, [])).equal(50);
  });

  it('is the longest behind a leader that polls soon, and the shortest behind one that polls late', () => {
    expect(alignedPauseMs(QUIET, 10, [10, 52])).equal(60);
    expect(alignedPauseMs(QUIET, 40, [40, 52])).equal(48);
  });

  it('leaves the pause as it is where the leader polls more rarely', () => {
    expect(alignedPauseMs(QUIET, 70, [70])).equal(50);
  });

  it('never leaves the bounds of the pause', () => {
    const ms = fc.double({ min: 0, max: 1e5, noNaN: true });
    holds(
      fc.property(ms, ms, fc.option(ms, { nil: undefined }), fc.array(ms), (a, b, leaderMs, others) => {
        const [shortestMs, longestMs] = [Math.min(a, b), Math.max(a, b)];
        const pauseMs = alignedPauseMs({ shortestMs, longestMs, ms: shortestMs }, leaderMs, others);
        expect(pauseMs).within(shortestMs, longestMs);
      }),
    );
  });
});

describe('alignedPolls', () => {
  /** Watches that begin within a minute and take a moment for each poll: the moments of their polls in each round. */
  function rounds(watches: number, seed: number, count: number): readonly (readonly number[])[] {
    const random = seededRandom(seed);
    let now = 0;
    const polls = alignedPolls({ monotonic: () => now });
    const members = Array.from({ length: watches }, () => ({ at: random() * 60_000, polls: [] as number[] }));
    for (let poll = 0; poll < watches * count; poll++) {
      const next = members.reduce((a, b) => (b.at < a.at ? b : a));
      now = next.at + 20 * random();
      next.polls.push(next.at);
      next.at =
        now + polls.plan(next, pollPause(9, { minIntervalMs: 5_000, maxIntervalMs: 60_000 }, random()));
    }
    return members.map(member => member.polls.slice(-5));
  }

  it('has up to five watches poll together after a while, and more at times of their own', () => {
    for (const watches of [2, 3, 4, 5])
      for (let seed = 1; seed <= 20; seed++) {
        const [first, ...others] = rounds(watches, seed, 40);
        for (const other of others) expect(other.at(-2), `${String(watches)}, ${String(seed)}`).oneOf(first!);
      }
    const [first, ...others] = rounds(6, 1, 40);
    for (const other of others) expect(first).not.include(other.at(-2));
  });

  it('is led by the member that planned first, and by the next one once it is forgotten', () => {
    const polls = alignedPolls({ monotonic: () => 0 });
    const [a, b, c] = [{}, {}, {}];
    expect(polls.plan(a, { ...QUIET, ms: 59 })).equal(59);
    expect(polls.plan(b, { shortestMs: 30, longestMs: 40, ms: 33 })).equal(33);
    expect(polls.plan(c, { ...QUIET, shortestMs: 30 })).equal(59);
    polls.forget(a);
    expect(polls.plan(c, { ...QUIET, shortestMs: 30 })).equal(33);
  });
});
