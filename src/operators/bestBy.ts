import type { Observable } from 'rxjs';
import { checkOptions, oneOf, isBoolean } from '../core/check.js';
import type { Step } from '../core/step.js';
import type { StepOrder } from './ranking/order.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource } from './base/readSource.js';
import { runningBest, type RunningBest } from './ranking/runningBest.js';
import type { BestOf, BestStep, StepSource, StepFold } from './base/source.js';

/** Who may win a ranking. */
export interface EligibilityOptions {
  /** Lets steps win that are not COMPLETED, by what they have measured so far. Default false. */
  readonly provisional?: boolean | undefined;
}

/** Who may win, and for what there is an answer. */
export interface BestOptions extends EligibilityOptions {
  /** `'job'`: an answer for each job of the stream. Default: one answer. */
  readonly per?: 'job' | undefined;
}

/** An operator that answers for each job: the best step of each job that has one, by the job's name. */
export type BestStepPerJob = StepFold<ReadonlyMap<string, Step>>;

/**
 * Emits the best benchmark so far by an order of yours, each time that answer changes.
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
 * them changes; a job without an answer isn't in it.
 *
 * - **Order**: any; of equals the earlier step stays.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` lets them in), and steps that lack a
 *   metric which the order reads: absent, `NaN`, infinite, zero or negative. On a watch, an answer that
 *   disappears is emitted as `undefined`.
 * - **Fails**: with the source's error and with what the order throws; a step that can't be decoded is a
 *   `DecodeError`. What is no order throws `InvalidInputError` at once.
 * - **Cost**: a listing remembers one step, a watch its keys and every step that may win; an answer that
 *   gets worse looks through those once. No timers.
 *
 * For one final answer add `takeLast(1)`; a source in which nothing can be ranked gives none.
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
  const start = (answer: (best: Step | undefined) => void): RunningBest =>
    runningBest(readOrder(checked), isEligible, answer);
  return per === 'job' ? answerPerJob(start) : answerOnce(start);
}

type Start = (answer: (best: Step | undefined) => void) => RunningBest;

function answerOnce(start: Start): BestStep {
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<Step | undefined>(source, out =>
      start(best => {
        out.next(best);
      }),
    ) as Observable<BestOf<S>>;
}

function answerPerJob(start: Start): BestStepPerJob {
  return source =>
    readSource<ReadonlyMap<string, Step>>(source, out => {
      const jobs = new Map<string, RunningBest>();
      let answers: ReadonlyMap<string, Step> = new Map();
      const startJob = (jobName: string): RunningBest => {
        const job = start(best => {
          const changed = new Map(answers);
          if (best === undefined) changed.delete(jobName);
          else changed.set(jobName, best);
          answers = changed;
          out.next(answers);
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
