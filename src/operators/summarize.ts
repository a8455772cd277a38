import type { Subscriber } from 'rxjs';
import { checkOptions, isFunction, isObject } from '../core/check.js';
import type { WatchedJob } from '../core/event.js';
import type { Step } from '../core/step.js';
import { systemTime } from '../core/time.js';
import { jobTotals, type JobTotals } from './summary/jobTotals.js';
import { ascending, type StepOrder } from './ranking/order.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource, type Reader } from './base/readSource.js';
import { runningBest } from './ranking/runningBest.js';
import type { StepFold } from './base/source.js';
import { summaryOf, type Summary } from './summary/summary.js';

/** The order, job and clock of a summary. */
export interface SummaryOptions {
  /** Order of the best step. Default: the smallest CostPerInference. */
  readonly order?: StepOrder | undefined;
  /** The job, where the source is a listing, which doesn't describe it. */
  readonly job?: WatchedJob | undefined;
  /** Returns the time of day, in milliseconds since the epoch. Default: that of this machine. */
  readonly now?: (() => number) | undefined;
}

/**
 * Emits the progress of a job, after each page, step or event that changes it.
 *
 * ```text
 * listing  --p--q--|    p a page of two COMPLETED, q one of a FAILED
 * result   --1--2--|    1: { COMPLETED: 2 };  2: { COMPLETED: 2, FAILED: 1 }
 *
 * watch    --a--A--|    A: the same step as a, now COMPLETED
 * result   --1--2--|    1: { IN_PROGRESS: 1 }, 0 done;  2: { COMPLETED: 1 }, 1 done
 * ```
 *
 * - **Unit**: milliseconds, US dollars. `total` counts the configurations that the job's input names,
 *   within its limit, and is the number of steps once the job has ended; `maxTotal` is there while models
 *   compiled by SageMaker Neo may be tested, too. `etaMs` is the time until the last of `total` ends, of several jobs
 *   that of the last one: what ended and what runs says how long a test takes, and the others follow in as many
 *   slots as the job's input or the tests show. It is there from the first COMPLETED step on, where `total` is.
 *   A test without a price, as it runs or has failed, is priced as another one on the same instance type, by
 *   the instance. `unpriced` are serverless tests, which have no price by the hour, and tests that ran and
 *   don't say when. `spentUsd` falls only where a step is removed, which takes its cost with it. A test counts until
 *   its end arrives: at the end that can be more than the sum, by what tests cost between their end and its arrival.
 *   Recommendations of an AI job are counted once it has ended, without `total` and `etaMs` before; what their benchmarks
 *   have cost isn't known, so that all of them are `unpriced`.
 * - **Order**: any. Figures that depend on the time are those at the time of emission.
 * - **Skips**: nothing; of several jobs it emits the sums.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`; wrong options
 *   throw `InvalidInputError` at once.
 * - **Cost**: a listing remembers sums, with `job` the times of its tests, too; a watch all of its steps, and counts
 *   those of a job again when one of them changes. No timers.
 *
 * @example
 * ```ts
 * import { steps$, summarize } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(summarize())
 *   .subscribe(({ done, total, spentUsd }) => console.log(done, 'of', total ?? '?', spentUsd));
 * ```
 */
export function summarize(options?: SummaryOptions): StepFold<Summary> {
  const {
    order,
    job,
    now = systemTime.now,
  } = checkOptions<SummaryOptions>('summarize', options, {
    order: isObject,
    job: isObject,
    now: isFunction,
  });
  const by = checkOrder('summarize.order', order ?? ascending('CostPerInference'));
  return source => readSource<Summary>(source, out => summaryReader(out, by, job, now));
}

function summaryReader(
  out: Subscriber<Summary>,
  order: StepOrder,
  job: WatchedJob | undefined,
  now: () => number,
): Reader {
  const jobs = new Map<string, JobTotals>();
  let best: Step | undefined;
  let dirty = false;
  const ranking = runningBest(
    readOrder(order),
    step => step.Status === 'COMPLETED',
    next => (best = next),
  );
  const totalsOf = (jobName: string): JobTotals => {
    dirty = true;
    const known = jobs.get(jobName);
    if (known !== undefined) return known;
    const totals = jobTotals();
    jobs.set(jobName, totals);
    return totals;
  };
  if (job !== undefined) totalsOf(job.JobName).job = job;

  return {
    step: step => {
      ranking.step(step);
      totalsOf(step.JobName).add(step);
    },
    change: event => {
      ranking.change(event);
      totalsOf(event.jobName).change(event);
    },
    other: event => {
      if ('job' in event) totalsOf(event.jobName).job = event.job;
    },
    itemEnd: () => {
      if (dirty) out.next(summaryOf(jobs.values(), best, now()));
      dirty = false;
    },
  };
}
