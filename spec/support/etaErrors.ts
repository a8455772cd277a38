import { summarize } from '../../src/operators/summarize.js';
import type { Summary } from '../../src/operators/summary/summary.js';
import { resultOf } from '../../src/page/resultOf.js';
import { paceSoFarMs } from './paceSoFar.js';
import type { SeededJob } from './seededJobs.js';

/** Shares of the tests of a job after which its time to go is judged. */
export const SHARES: readonly number[] = [0.05, 0.1, 0.15, 0.3, 0.5, 0.75, 0.9];

/** Share of the tests up to which a job has just begun. */
const EARLY = 0.15;

/** Estimates over what was to come: 1 is right, undefined is none. */
export interface Judged {
  readonly share: number;
  readonly estimate: number | undefined;
  readonly pace: number | undefined;
}

/** What an estimate says at these shares of each job, beside the pace so far, over what then came. */
export function judgeEtas(jobs: readonly SeededJob[]): readonly Judged[] {
  return jobs.flatMap(job =>
    SHARES.map(share => {
      const ended = Math.max(1, Math.round(share * job.tests));
      const now = job.ends[ended - 1] ?? NaN;
      const summary = summaryAt(job, now);
      const toGo = job.endsAt - now;
      const over = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / toGo);
      return { share, estimate: over(summary.etaMs), pace: over(paceSoFarMs(summary)) };
    }),
  );
}

/** What a listing of a job says at a moment. */
export function summaryAt(job: SeededJob, now: number): Summary {
  const summary = resultOf(job.stepsAt(now), summarize({ job: job.jobAt(now), now: () => now }));
  if (summary === undefined) throw new Error('a listing has a summary');
  return summary;
}

/** How wrong estimates are. */
export interface EtaFigures {
  /** Median errors in the first 15 % of the tests, and later; an estimate that is missing counts as an error of 1. */
  readonly early: number;
  readonly later: number;
  /** Largest estimate, over what was to come. */
  readonly largest: number;
}

/** Sums up what an estimate said. */
export function figuresOf(judged: readonly Judged[], of: 'estimate' | 'pace'): EtaFigures {
  const error = (some: readonly Judged[]): number => median(some.map(one => Math.abs((one[of] ?? 0) - 1)));
  return {
    early: error(judged.filter(({ share }) => share <= EARLY)),
    later: error(judged.filter(({ share }) => share > EARLY)),
    largest: Math.max(...judged.map(one => one[of] ?? 0)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  return (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
}
