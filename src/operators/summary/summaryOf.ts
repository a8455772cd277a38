import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { expectedTests } from './expectedTests.js';
import type { JobTotals } from './jobTotals.js';
import type { Summary } from './summary.js';

/** The sums of some jobs at a moment, milliseconds since the epoch. */
export function summaryOf(jobs: Iterable<JobTotals>, best: Step | undefined, now: number): Summary {
  let counts: Record<string, number> | undefined;
  let [steps, done, total, spentUsd, unpriced] = [0, 0, 0, 0, 0];
  let [began, ended] = [Infinity, -Infinity];
  for (const parts of jobs) {
    const tally = parts.stepTotals();
    const spending = tally.costAt(now);
    if (counts === undefined) counts = { ...tally.counts };
    else
      for (const [status, count] of Object.entries(tally.counts))
        counts[status] = (counts[status] ?? 0) + count;
    steps += tally.steps();
    done += tally.done();
    total += totalOf(parts) ?? NaN;
    spentUsd += spending.spentUsd;
    unpriced += spending.unpriced;
    began = Math.min(began, parts.job?.CreationTime?.getTime() ?? tally.began());
    ended = Math.max(ended, endOf(parts) ?? now);
  }
  const summary: Mutable<Summary> = { counts: counts ?? {}, steps, done, spentUsd, unpriced };
  if (!Number.isNaN(total)) summary.total = total;
  if (began < Infinity) summary.elapsedMs = Math.max(0, ended - began);
  if (total === done) summary.etaMs = 0;
  else if (!Number.isNaN(total) && done > 0 && summary.elapsedMs !== undefined)
    summary.etaMs = (summary.elapsedMs / done) * (total - done);
  if (best !== undefined) summary.best = best;
  return summary;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How many steps there will be: those that are there, once the job has ended. */
function totalOf({ job, stepTotals: tally }: JobTotals): number | undefined {
  const listed = tally().steps();
  if (job === undefined) return undefined;
  if (isTerminal(job.Status)) return listed;
  const expected = expectedTests(job);
  return expected === undefined ? undefined : Math.max(expected, listed);
}

/** When the job ended; of a job that nothing is known of, when its last test did, if none goes on. */
function endOf({ job, stepTotals: tally }: JobTotals): number | undefined {
  if (job !== undefined) {
    return isTerminal(job.Status) ? (job.CompletionTime ?? job.LastModifiedTime)?.getTime() : undefined;
  }
  const { done, steps, ended } = tally();
  return done() === steps() ? ended() : undefined;
}
