import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { expectedTests, type ExpectedTests } from './expectedTests.js';
import { timeRemainingMs } from './timeRemaining.js';
import type { JobTotals } from './jobTotals.js';

/** The progress of a job, or of several. */
export interface Summary {
  /** Number of steps by status. */
  readonly counts: Readonly<Record<string, number>>;
  /** Number of listed steps. */
  readonly steps: number;
  /** Number of steps that have ended. */
  readonly done: number;
  /** Expected number of steps, as far as the job's input determines it; absent where it isn't known. */
  readonly total?: number;
  /**
   * Greatest number of steps, where that is more than `total`: the job may test models compiled by SageMaker Neo
   * beside the plain ones, so that each configuration is tested twice.
   */
  readonly maxTotal?: number;
  /** Time since the job was created, or since its first test began, up to its end; in milliseconds. */
  readonly elapsedMs?: number;
  /**
   * Time remaining up to `total` at the pace so far, in milliseconds; absent before the first step has ended,
   * without a total, and once `total` is done and more may follow.
   */
  readonly etaMs?: number;
  /** Cost so far, in US dollars: the time of each test's invocations times its CostPerHour. */
  readonly spentUsd: number;
  /** Number of tests that ran, and whose price or time isn't known: they are not in `spentUsd`. */
  readonly unpriced: number;
  /** Best completed step so far. */
  readonly best?: Step;
}

/** Returns the summary of some jobs at a moment, in milliseconds since the epoch. */
export function summaryOf(jobs: Iterable<JobTotals>, best: Step | undefined, now: number): Summary {
  let counts: Record<string, number> | undefined;
  let [steps, done, total, maxTotal, spentUsd, unpriced] = [0, 0, 0, 0, 0, 0];
  let [began, ended] = [Infinity, -Infinity];
  for (const job of jobs) {
    const totals = job.stepTotals();
    const cost = totals.costAt(now);
    if (counts === undefined) counts = { ...totals.counts };
    else
      for (const [status, count] of Object.entries(totals.counts))
        counts[status] = (counts[status] ?? 0) + count;
    steps += totals.steps();
    done += totals.done();
    const expected = totalOf(job);
    total += expected?.least ?? NaN;
    maxTotal += expected?.most ?? NaN;
    spentUsd += cost.spentUsd;
    unpriced += cost.unpriced;
    began = Math.min(began, job.job?.CreationTime?.getTime() ?? totals.began());
    ended = Math.max(ended, endOf(job) ?? now);
  }
  const summary: Mutable<Summary> = { counts: counts ?? {}, steps, done, spentUsd, unpriced };
  if (!Number.isNaN(total)) summary.total = total;
  if (maxTotal > total) summary.maxTotal = maxTotal;
  if (began < Infinity) summary.elapsedMs = Math.max(0, ended - began);
  const etaMs = timeRemainingMs({ done, total, maxTotal, elapsedMs: summary.elapsedMs });
  if (etaMs !== undefined) summary.etaMs = etaMs;
  if (best !== undefined) summary.best = best;
  return summary;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Expected number of steps; the listed ones, once the job has ended. */
function totalOf({ job, stepTotals }: JobTotals): ExpectedTests | undefined {
  const listed = stepTotals().steps();
  if (job === undefined) return undefined;
  if (isTerminal(job.Status)) return { least: listed, most: listed };
  const expected = expectedTests(job);
  return expected && { least: Math.max(expected.least, listed), most: Math.max(expected.most, listed) };
}

/** End of the job; without a description of the job, the end of its last test, once all have ended. */
function endOf({ job, stepTotals }: JobTotals): number | undefined {
  if (job !== undefined) {
    return isTerminal(job.Status) ? (job.CompletionTime ?? job.LastModifiedTime)?.getTime() : undefined;
  }
  const { done, steps, ended } = stepTotals();
  return done() === steps() ? ended() : undefined;
}
