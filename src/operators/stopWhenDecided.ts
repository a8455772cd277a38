import type { OperatorFunction } from 'rxjs';
import { checkOptions, isFunction, isObject, wholeNumber } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import type { Metrics, Step } from '../core/step.js';
import { boundCheck } from './ranking/boundCheck.js';
import type { Bounds } from './ranking/bounds.js';
import { earlyStopping } from './ranking/earlyStopping.js';
import type { StepOrder } from './ranking/order.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource } from './base/readSource.js';

/** What decides. */
export interface DecideOptions {
  /** Only steps within these bounds count, as behind `within`. Default: all. */
  readonly bounds?: Bounds | undefined;
  /**
   * The best metrics that a test which hasn't ended can still come to, as far as you know; what is left out
   * is unknown. Default: nothing is known.
   */
  readonly atBest?: ((step: Step) => Metrics | undefined) | undefined;
  /** How many steps the job has in all. Default: what its ResourceLimit allows, which may be without limit. */
  readonly tests?: number | undefined;
}

/**
 * Ends a watch when no test can beat the best one any more: early, and only where that is certain.
 *
 * ```text
 * watch   --a--b--c--s--A--B--C--d|    c runs on the instance type of b; A is done at 0.12 an hour, B at 0.20
 * result  --a--b--c--s--A--(B|)        c will cost 0.20 too: stopWhenDecided(ascending('CostPerHour'))
 * ```
 *
 * The best one is that of `bestBy(order)`: completed, within `bounds`, and with every metric that the order
 * reads. Put it before `within` and other filters, as it has to see every step. It is decided when the
 * first sweep is through, the job can't have further tests, and no step that isn't over can win.
 *
 * A step that isn't over can't win where it breaks a bound, or `order` ranks it behind the best one, by what
 * is certain of it: its CostPerHour, once a step on as many instances of the same type has told it, and what
 * `atBest` says. An order that reads anything else lets it win. So without `atBest` an order by CostPerHour
 * ends when nothing cheaper is left, and any other when no test runs or can come, which is some time
 * before `done`.
 *
 * A job can't have further tests when it has as many steps as `tests` says, or as its MaxNumberOfTests and
 * its existing endpoints together. Where neither is known, nothing is decided before the end.
 *
 * - **Order**: that of the source; the event that decides is the last one.
 * - **Skips**: nothing; without a decision everything, up to `done`.
 * - **Fails**: with the source's error, and with what the order or `atBest` throws; on events of several
 *   jobs and on the pages or steps of a listing with `InvalidInputError`. What is no order, and an option
 *   that can't be right, throws it at once.
 * - **Cost**: remembers each step, and looks through those that aren't over after each event. It ends the
 *   watch, and so its calls; it never stops the job.
 *
 * Steps that have ended are taken as they are: one that is measured again later may still change the best.
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
