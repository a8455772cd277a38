import { expect } from 'chai';
import fc from 'fast-check';
import type { WatchedJob } from '../../src/core/event.js';
import { timeWords } from '../../src/cli/watch/jobWords.js';
import { jobTrackers } from '../../src/cli/watch/jobTrackers.js';
import { jobProgress } from '../../src/page/jobProgress.js';
import { duration, durationBetween, latency } from '../../src/words/durations.js';
import { runs } from '../support/runs.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('durations in words', () => {
  for (const [ms, expected] of [
    [-5, '0 s'],
    [999, '0 s'],
    [45_900, '45 s'],
    [59_999, '59 s'],
    [MINUTE, '1 min'],
    [89_500, '1 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [65 * MINUTE, '1 h 5 min'],
    [90 * MINUTE - 1, '1 h 29 min'],
    [90 * MINUTE, '1 h 30 min'],
    [24 * HOUR, '24 h'],
    [48 * HOUR, '2 d'],
    [51 * HOUR, '2 d 3 h'],
    [2_400 * HOUR, '100 d'],
  ] as const)
    it(`${String(ms)} ms: ${expected}`, () => {
      expect(duration(ms)).equal(expected);
    });

  it('count no unit before it is over', () => {
    const unit = { s: 1_000, min: MINUTE, h: HOUR, d: 24 * HOUR } as const;
    fc.assert(
      fc.property(fc.nat(400 * HOUR), ms => {
        const parts = duration(ms).matchAll(/(\d+) (s|min|h|d)/g);
        const written = [...parts].map(([, size, name]) => Number(size) * unit[name as keyof typeof unit]);
        const sum = written.reduce((total, part) => total + part, 0);
        expect(sum).most(ms);
        expect(ms - sum).below(ms < MINUTE ? 1_000 : ms < 48 * HOUR ? MINUTE : HOUR);
      }),
      { numRuns: runs(200) },
    );
  });

  it('are the same at a terminal and on the page', () => {
    const job: WatchedJob = { JobName: 'job', Status: 'IN_PROGRESS', CreationTime: new Date(0) };
    for (const now of [59_500, 90 * MINUTE - 20_000, 90 * MINUTE, 50 * HOUR]) {
      const trackers = jobTrackers(['job'], { monotonic: () => 0 });
      trackers.take({ jobName: 'job', event: { type: 'job', jobName: 'job', job } });
      const terminal = timeWords(trackers.viewOf('job', now));
      expect(terminal).equal(`${jobProgress([], job, now).elapsed} so far`);
    }
  });

  it('between two times are n/a until the second one is known', () => {
    expect(durationBetween(new Date(0), new Date(HOUR))).equal('1 h');
    expect(durationBetween(new Date(0), undefined)).equal('n/a');
  });
});

describe('latencies in words', () => {
  for (const [ms, expected] of [
    [94.4, '94 ms'],
    [3, '3 ms'],
    [3.42, '3.4 ms'],
    [1_250, '1.25 s'],
    [undefined, 'n/a'],
  ] as const)
    it(expected, () => {
      expect(latency(ms)).equal(expected);
    });
});
