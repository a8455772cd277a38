import { expect } from 'chai';
import { runs } from '../support/runs.js';
import type { QuotaLine } from '../support/quotaLine.js';
import { runProcesses, type ProcessesLoad, type ProcessesResult } from './simulatedProcesses.js';

/** What nine of ten seeds keep to, and all of them. */
interface Bounds {
  readonly over: readonly [number, number];
  readonly throttled: readonly [number, number];
  readonly gapMs: number;
}

const stall = (lines: readonly QuotaLine[]): void => {
  for (const line of lines) line.state = 'stalls';
};

const CASES: readonly (Omit<ProcessesLoad, 'seed'> & {
  readonly what: string;
  readonly seeds: number;
  readonly keeps: Bounds;
})[] = [
  {
    what: 'take the quota to its last call',
    seeds: runs(0, 60),
    perSecond: 10,
    lateWays: 0.05,
    keeps: { over: [1.02, 1.02], throttled: [0, 2], gapMs: 500 },
  },
  {
    what: 'find the rate of a service that gives half of the quota',
    seeds: runs(0, 60),
    perSecond: 5,
    keeps: { over: [1.02, 1.03], throttled: [20, 22], gapMs: 1_500 },
  },
  {
    what: 'find it where one way in five is late',
    seeds: runs(0, 60),
    perSecond: 5,
    lateWays: 0.2,
    keeps: { over: [1.05, 1.3], throttled: [22, 25], gapMs: 3_000 },
  },
  {
    what: 'find it where each stands still a quarter of the time',
    seeds: runs(1, 60),
    perSecond: 5,
    stallMs: 600,
    keeps: { over: [1.05, 1.3], throttled: [22, 25], gapMs: 2_500 },
  },
  {
    what: 'go on with their parts where the shared quota is gone for good',
    seeds: runs(1, 60),
    perSecond: 10,
    fault: stall,
    keeps: { over: [1.045, 1.05], throttled: [1, 3], gapMs: 500 },
  },
  {
    what: 'have the whole rate again when one that was cut off for ten seconds is back',
    seeds: runs(1, 60),
    perSecond: 10,
    fault: lines => {
      stall(lines.slice(0, 1));
      setTimeout(() => lines[0]?.mend(), 10_000);
    },
    keeps: { over: [1.03, 1.12], throttled: [10, 12], gapMs: 600 },
  },
  {
    what: 'go on with their parts while it is away for five seconds',
    seeds: runs(0, 60),
    perSecond: 10,
    fault: lines => {
      stall(lines);
      setTimeout(() => {
        for (const line of lines) line.mend();
      }, 5_000);
    },
    keeps: { over: [1.02, 1.03], throttled: [1, 3], gapMs: 500 },
  },
];

describe('four processes on one quota', () => {
  for (const { what, seeds, keeps, ...load } of CASES.filter(one => one.seeds > 0))
    it(what, async () => {
      const results: ProcessesResult[] = [];
      for (let seed = 1; seed <= seeds; seed += 1) results.push(await runProcesses({ ...load, seed }));
      const sorted = (of: (result: ProcessesResult) => number): { ninth: number; most: number } => {
        const values = results.map(of).toSorted((a, b) => a - b);
        return { ninth: values[Math.floor(0.9 * (values.length - 1))]!, most: values.at(-1)! };
      };
      const over = sorted(result => result.over);
      const throttled = sorted(result => result.throttled);
      const told = JSON.stringify({ over, throttled });
      expect(over.ninth, told).to.be.at.most(keeps.over[0]);
      expect(over.most, told).to.be.at.most(keeps.over[1]);
      expect(throttled.ninth, told).to.be.at.most(keeps.throttled[0]);
      expect(throttled.most, told).to.be.at.most(keeps.throttled[1]);
      expect(sorted(result => result.gapMs).most).to.be.at.most(keeps.gapMs);
      expect(sorted(result => result.lost).most).to.equal(0);
    }).timeout(600_000);
});
