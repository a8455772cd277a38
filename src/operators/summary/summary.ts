import { isTerminal, type Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { expectedTests, type ExpectedTests } from './expectedTests.js';
import { testsSoFar } from './testsSoFar.js';
import { timeToGoMs } from './timeToGo.js';
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
   * Estimated time until the tests up to `total` have ended, in milliseconds; of several jobs that of the last one. Absent
   * before a first test has completed, and without a total.
   */
  readonly etaMs?: number;
  /**
   * Cost so far, in US dollars: the time of each test's invocations times its CostPerHour; 0 while no price is known. It
   * falls only where a watch removes a step.
   */
  readonly spentUsd: number;
  /**
   * Number of tests that ran, and whose price or time isn't known: they are not in `spentUsd`. Serverless tests, which
   * have no price by the hour, are among them.
   */
  readonly unpriced: number;
  /** Best completed step so far. */
  readonly best?: Step;
}

/** Returns the summary of some jobs at a moment, in milliseconds since the epoch. */
export function summaryOf(jobs: Iterable<JobTotals>, best: Step | undefined, now: number): Summary {
  let counts: Record<string, number> | undefined;
  let steps = 0;
  let done = 0;
  let total = 0;
  let maxTotal = 0;
  let spentUsd = 0;
  let unpriced = 0;
  let began = Infinity;
  let ended = -Infinity;
  let etaMs = 0;
  for (const job of jobs) {
    const totals = job.stepTotals();
    const cost = job.costAt(now);
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
    // NaN where that of one job isn't known.
    etaMs = Math.max(etaMs, etaOf(job, expected, now) ?? NaN);
  }
  const summary: Mutable<Summary> = { counts: counts ?? {}, steps, done, spentUsd, unpriced };
  if (!Number.isNaN(total)) summary.total = total;
  if (maxTotal > total) summary.maxTotal = maxTotal;
  if (began < Infinity) summary.elapsedMs = Math.max(0, ended - began);
  if (!Number.isNaN(etaMs)) summary.etaMs = etaMs;
  if (best !== undefined) summary.best = best;
  return summary;
}

/** Statuses of a job that ends, and starts no further tests. */
const ENDING: ReadonlySet<Status> = new Set(['STOPPING', 'DELETING']);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Expected number of steps; the listed ones, once the job has ended. */
function totalOf({ job, stepTotals }: JobTotals): ExpectedTests | undefined {
  const listed = stepTotals().steps();
  if (job === undefined) return undefined;
  if (isTerminal(job.Status)) return { least: listed, most: listed };
  const expected = expectedTests(job);
  return expected && { least: Math.max(expected.least, listed), most: Math.max(expected.most, listed) };
}

/** Time until the last of the expected tests ends; undefined while nothing can be said. */
function etaOf(job: JobTotals, expected: ExpectedTests | undefined, now: number): number | undefined {
  const { job: described, stepTotals } = job;
  if (described === undefined || expected === undefined) return undefined;
  // What waits is left out.
  if (isTerminal(described.Status) || ENDING.has(described.Status)) return 0;
  const { counts, done, began } = stepTotals();
  const left = expected.least - done();
  if (left === 0 && (expected.most === done() || counts['COMPLETED'] !== undefined)) return 0;
  const beganAt = described.CreationTime?.getTime() ?? began();
  if (counts['COMPLETED'] === undefined || beganAt === Infinity) return undefined;
  const limit = described.InputConfig?.ResourceLimit?.MaxParallelOfTests;
  return timeToGoMs({ ...testsSoFar(job.tests()), ended: done(), left, limit, began: beganAt, now });
}

/** End of the job; without a description of the job, the end of its last test, once all have ended. */
function endOf({ job, stepTotals }: JobTotals): number | undefined {
  if (job !== undefined) {
    return isTerminal(job.Status) ? (job.CompletionTime ?? job.LastModifiedTime)?.getTime() : undefined;
  }
  const { done, steps, ended } = stepTotals();
  return done() === steps() ? ended() : undefined;
}
