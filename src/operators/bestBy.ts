import type { Observable } from 'rxjs';
import { checkOptions, oneOf, isBoolean } from '../core/check.js';
import type { Step } from '../core/step.js';
import type { StepOrder } from './ranking/order.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource } from './base/readSource.js';
import { runningBest, type RunningBest } from './ranking/runningBest.js';
import type { BestOf, BestStep, StepSource, StepFold } from './base/source.js';

/** Which steps are eligible for a ranking. */
export interface EligibilityOptions {
  /** Whether steps that are not COMPLETED are eligible, by their measurements so far. Default false. */
  readonly provisional?: boolean | undefined;
}

/** Which steps are eligible, and how many best steps there are. */
export interface BestOptions extends EligibilityOptions {
  /** `'job'`: the best step of each job of the stream. Default: the best step of all. */
  readonly per?: 'job' | undefined;
}

/** An operator that emits the best step of each job that has one, by the job's name. */
export type BestStepPerJob = StepFold<ReadonlyMap<string, Step>>;

/**
 * Emits the best benchmark so far by an order of yours, each time that it changes.
 *
 * ```text
 * listing  --a--b--c--d--|    a 80 ms, b no metrics, c 35 ms, d 35 ms
 * result   --a-----c-----|    bestBy(ascending('ModelLatency'))
 *
 * watch    --a--c--C--|       C: the same step as c, measured again at 95 ms
 * result   --a--c--a--|
 * ```
 *
 * With `{ per: 'job' }` it emits a map from the name of each job to its best step, each time that one of
 * them changes; a job without a best step isn't in it.
 *
 * - **Order**: any; of equal steps the earlier one stays.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` makes them eligible), and steps that lack
 *   a metric which the order reads: absent, `NaN`, infinite, zero or negative. On a watch, `undefined` is
 *   emitted when there is no best step any more.
 * - **Fails**: with the source's error and with what the order throws; a step that can't be decoded is a
 *   `DecodeError`. An argument that is no order throws `InvalidInputError` at once.
 * - **Cost**: a listing remembers one step, a watch its keys and every eligible step; when the best step
 *   gets worse, those are searched once. No timers.
 *
 * For the final best step add `takeLast(1)`; a source without an eligible step emits nothing.
 *
 * @example
 * ```ts
 * import { ascending, bestBy, connect } from 'stepstream';
 *
 * connect()
 *   .steps$('my-job')
 *   .pipe(bestBy(ascending('ModelLatency')))
 *   .subscribe(step => console.log(step.InferenceBenchmark?.EndpointConfiguration?.InstanceType));
 * ```
 */
export function bestBy(order: StepOrder, options: BestOptions & { readonly per: 'job' }): BestStepPerJob;
export function bestBy(
  order: StepOrder,
  options?: EligibilityOptions & { readonly per?: undefined },
): BestStep;
export function bestBy(order: StepOrder, options?: BestOptions): BestStep | BestStepPerJob {
  const { per, provisional = false } = checkOptions<BestOptions>('bestBy', options, {
    per: oneOf('job'),
    provisional: isBoolean,
  });
  const checked = checkOrder('bestBy', order);
  const isEligible = (step: Step): boolean => provisional || step.Status === 'COMPLETED';
  const start = (onBest: (best: Step | undefined) => void): RunningBest =>
    runningBest(readOrder(checked), isEligible, onBest);
  return per === 'job' ? bestPerJob(start) : bestOfAll(start);
}

type Start = (onBest: (best: Step | undefined) => void) => RunningBest;

function bestOfAll(start: Start): BestStep {
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<Step | undefined>(source, out =>
      start(best => {
        out.next(best);
      }),
    ) as Observable<BestOf<S>>;
}

function bestPerJob(start: Start): BestStepPerJob {
  return source =>
    readSource<ReadonlyMap<string, Step>>(source, out => {
      const jobs = new Map<string, RunningBest>();
      let bests: ReadonlyMap<string, Step> = new Map();
      const startJob = (jobName: string): RunningBest => {
        const job = start(best => {
          const changed = new Map(bests);
          if (best === undefined) changed.delete(jobName);
          else changed.set(jobName, best);
          bests = changed;
          out.next(bests);
        });
        jobs.set(jobName, job);
        return job;
      };
      const of = (jobName: string): RunningBest => jobs.get(jobName) ?? startJob(jobName);
      return {
        step: step => {
          of(step.JobName).step(step);
        },
        change: event => {
          of(event.jobName).change(event);
        },
      };
    });
}
