import { combineLatest, defer, endWith, filter, map, type OperatorFunction } from 'rxjs';
import { InvalidInputError } from '../core/errors.js';
import { isRecommendation } from '../core/recommendationStep.js';
import type { EndpointMetrics, Step } from '../core/step.js';
import {
  isEndpointBaseline,
  readBaseline,
  type EndpointBaseline,
  type JobBaseline,
} from './comparing/baseline.js';
import type { Comparison } from './comparing/comparison.js';
import { readSource } from './base/readSource.js';
import { runningComparison } from './comparing/runningComparison.js';
import type { StepSource } from './base/source.js';

/**
 * Compares a job with another one, or with an endpoint, configuration by configuration, and emits the
 * comparison each time that it changes.
 *
 * ```text
 * listing   --a--b--c--|      of the new job
 * baseline  ----|             the old job is known here
 * result    ----1--2--3|      1: a, 2: a and b, 3: a, b and c
 *
 * watch     --a--A--x--|      A: the same step as a, measured again; x: the step is removed
 * result    --1--2--3--|
 * ```
 *
 * Steps are matched by `configurationKey`. `rows` has the configurations that COMPLETED on both sides, with
 * the change of each metric in percent; `added` those that COMPLETED and have no counterpart in the baseline;
 * `missing` those that COMPLETED in the baseline alone, with their step where it failed now; `failed` all
 * others that ended. Of several steps of one configuration the first that COMPLETED represents it. A step
 * that measures an existing endpoint is no configuration.
 *
 * Recommendations are matched by instance type and number of instances, by optimizations and by framework, as their
 * environments and the names of their specifications are new in each run. Their changes are in `figures` of a row, each by
 * statistic.
 *
 * The baseline is a stream of pages, steps or events, such as `steps$('old-job')`, or a list of steps; or
 * `EndpointMetrics`, with which every configuration is compared; or `'existing-endpoint'` for those that the
 * source's own job measured.
 *
 * - **Unit**: percent of the figure before: 5 is five percent more. Lower is better for costs, latency and
 *   setup time, higher for MaxInvocations; for utilisations neither.
 * - **Order**: any. The first comparison is emitted when the baseline is known and a step has been read;
 *   of a page or an event there is one at most. A source that ends has given one at least, also where it
 *   is empty.
 * - **Skips**: other events of a watch. A figure that is absent, `NaN`, infinite, zero or negative compares
 *   with nothing: its verdict is `unknown`, without a percentage.
 * - **Fails**: with the error of the source or of the baseline; a step that can't be decoded is a
 *   `DecodeError`; throws `InvalidInputError` at once where the baseline is none of these. An endpoint as the baseline of
 *   recommendations fails with `InvalidInputError`: it has no figure in common with them.
 * - **Cost**: source and baseline are read side by side, the baseline once for each subscription; a listing
 *   remembers one step for each configuration, a watch all of its steps; no timers. A comparison is
 *   computed when it is first read.
 *
 * For the final comparison add `takeLast(1)`; to fail on a regression, `assertNoRegression`.
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { compareWith, steps$ } from 'stepstream';
 *
 * const comparison$ = steps$('new-job').pipe(compareWith(steps$('old-job')));
 * const { rows } = await lastValueFrom(comparison$, { defaultValue: { rows: [] } });
 * for (const { key, deltas } of rows) console.log(key, deltas.ModelLatency.percent, deltas.ModelLatency.verdict);
 * ```
 */
export function compareWith(
  baseline: EndpointBaseline,
): OperatorFunction<StepSource, Comparison<EndpointMetrics>>;
export function compareWith(baseline: JobBaseline): OperatorFunction<StepSource, Comparison<Step>>;
export function compareWith(
  baseline: JobBaseline | EndpointBaseline,
): OperatorFunction<StepSource, Comparison<never>> {
  const reference$ = readBaseline(baseline);
  const isEndpoint = isEndpointBaseline(baseline);
  const check = (step: Step): void => {
    if (isEndpoint && isRecommendation(step)) {
      throw new InvalidInputError(
        'compareWith',
        'takes the steps of a job as the baseline of recommendations: an endpoint has ModelLatency and MaxInvocations alone',
      );
    }
  };
  return source =>
    defer(() => {
      const running = runningComparison();
      const ended$ = readSource<boolean>(source, out => {
        let read = false;
        return {
          step: step => {
            read = true;
            check(step);
            running.step(step);
          },
          change: event => {
            read = true;
            check(event.step);
            running.change(event);
          },
          itemEnd: () => {
            if (read) out.next(false);
          },
        };
      }).pipe(endWith(true));
      return combineLatest([reference$, ended$]).pipe(
        map(([reference, ended]) => running.next(reference, ended)),
        filter(comparison => comparison !== undefined),
      );
    }) as never;
}
