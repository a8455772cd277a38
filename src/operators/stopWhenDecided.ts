import type { OperatorFunction } from 'rxjs';
import { checkOptions, isFunction, isObject, wholeNumber } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import { jobKindOf } from '../core/jobKind.js';
import type { Metrics, Step } from '../core/step.js';
import { boundCheck } from './ranking/boundCheck.js';
import type { Bounds } from './ranking/bounds.js';
import { earlyStopping } from './ranking/earlyStopping.js';
import type { StepOrder } from './ranking/order.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource } from './base/readSource.js';

/** What is known of the tests beforehand, and which steps count. */
export interface DecideOptions {
  /** Bounds of a step that can win, as those of `within`. Default: all steps can win. */
  readonly bounds?: Bounds | undefined;
  /**
   * Returns the best metrics that a test which hasn't ended can still reach, as far as you know; absent ones
   * are unknown. Default: nothing is known.
   */
  readonly atBest?: ((step: Step) => Metrics | undefined) | undefined;
  /** Total number of steps of the job. Default: the limit of its ResourceLimit, if it has one. */
  readonly tests?: number | undefined;
}

/**
 * Ends a watch when no test can beat the best one any more (early stopping), and only where that is certain.
 *
 * ```text
 * watch   --a--b--c--s--A--B--C--d|    c runs on the instance type of b; A is done at 0.12 an hour, B at 0.20
 * result  --a--b--c--s--A--(B|)        c will cost 0.20 too: stopWhenDecided(ascending('CostPerHour'))
 * ```
 *
 * The best one is that of `bestBy(order)`: completed, within `bounds`, and with every metric that the order
 * reads. Put this operator before `within` and other filters, as it has to see every step. The watch is
 * decided when the first complete listing has been read, the job can't have further tests, and no step that
 * hasn't ended can win.
 *
 * A step that hasn't ended can't win where it breaks a bound, or where `order` ranks it behind the best one,
 * by what is certain of it: its CostPerHour, once a step on as many instances of the same type has one, and
 * the metrics of `atBest`. With an order that reads any other metric it can win. Without `atBest`, an order
 * by CostPerHour therefore ends when nothing cheaper is left, and any other one when no test runs or can
 * follow, which is some time before `done`.
 *
 * A job can't have further tests when it has as many steps as `tests` says, or as its MaxNumberOfTests and
 * its existing endpoints together; MaxNumberOfTests is that of all load tests, those of compiled models included. Where
 * neither is known, nothing is decided before the end. A step that failed before it had an endpoint may have been tried
 * again: with another step of its model it counts as one test.
 *
 * - **Order**: that of the source; the event that decides is the last one.
 * - **Skips**: nothing; without a decision everything, up to `done`.
 * - **Fails**: with the source's error, and with what the order or `atBest` throws; on events of several
 *   jobs, on those of an AI job, which has no steps before its end, and on the pages or steps of a listing with
 *   `InvalidInputError`. An argument that is no order, and
 *   an invalid option, throw it at once.
 * - **Cost**: remembers each step, and checks those that haven't ended after each event. It ends the
 *   watch, and so its calls; it never stops the job.
 *
 * Steps that have ended are taken as final: one that is measured again later may still change the best one.
 *
 * @example
 * ```ts
 * import { ascending, bestBy, connect, stopWhenDecided } from 'stepstream';
 *
 * const byHour = ascending('CostPerHour');
 * connect()
 *   .watch$('my-job')
 *   .pipe(stopWhenDecided(byHour), bestBy(byHour))
 *   .subscribe(step => console.log(step?.InferenceBenchmark?.EndpointConfiguration?.InstanceType));
 * ```
 */
export function stopWhenDecided(
  order: StepOrder,
  options?: DecideOptions,
): OperatorFunction<WatchEvent, WatchEvent> {
  const {
    bounds,
    atBest = () => undefined,
    tests,
  } = checkOptions<DecideOptions>('stopWhenDecided', options, {
    bounds: isObject,
    atBest: isFunction,
    tests: wholeNumber(0),
  });
  const checked = checkOrder('stopWhenDecided', order);
  const { faults } = boundCheck('stopWhenDecided.bounds', bounds);
  return source =>
    readSource(source, out => {
      const { job, change, isDecided } = earlyStopping(readOrder(checked), { atBest, tests, faults });
      let watched: string | undefined;
      let synced = false;
      const take = (event: WatchEvent): void => {
        watched ??= event.jobName;
        if (watched !== event.jobName) throw notOne(`events of one job, and not of '${event.jobName}' too`);
        if (jobKindOf(watched) !== 'classic')
          throw notOne('the watch of a classic job: an AI job has no steps before its end');
        if (event.type === 'step') change(event);
        if (event.type === 'job') job(event.job);
        synced ||= event.type === 'synced';
        out.next(event);
        if (synced && isDecided()) out.complete();
      };
      return {
        change: take,
        other: take,
        step: () => {
          throw notOne('the events of a watch, not the steps of a listing');
        },
      };
    });
}

const notOne = (what: string): InvalidInputError => new InvalidInputError('stopWhenDecided', `reads ${what}`);
