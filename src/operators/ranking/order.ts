import { fromCompare, reverse, type Ord } from 'fp-ts/lib/Ord.js';
import { oneOf, show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import type { Metrics, Step } from '../../core/step.js';
import { METRICS, metricOf, usable, type Metric } from './metric.js';

/** A step in the form that an order compares: with its metrics beside the fields of the step. */
export type Candidate = Step & Metrics;

/** An order of steps that declares the metrics that it needs. */
export interface MetricOrder extends Ord<Step> {
  /** Returns the metrics that the order needs and this step lacks: none for a step that can be ranked. */
  readonly missing: (step: Step) => readonly Metric[];
}

/**
 * An order of benchmarks, in which the smaller one is the better one.
 *
 * Any `Ord` of fp-ts over metrics or over steps is such an order, and they combine as `Ord`s do. A step
 * that lacks a metric which the order reads can't be ranked: a figure that is absent, `NaN`, infinite, zero
 * or negative never wins. The metrics that an order reads are found by letting it compare two steps.
 *
 * @example
 * ```ts
 * import { contramap, getMonoid } from 'fp-ts/lib/Ord.js';
 * import * as N from 'fp-ts/lib/number.js';
 * import { ascending, bestBy, steps$, type Candidate, type Metrics } from 'stepstream';
 *
 * const byMemory = contramap((metrics: Metrics) => metrics.MemoryUtilization ?? NaN)(N.Ord);
 * const order = getMonoid<Candidate>().concat(byMemory, ascending('ModelLatency'));
 * const best$ = steps$('my-job').pipe(bestBy(order));
 * ```
 */
export type StepOrder = Ord<Candidate> | MetricOrder;

const NOTHING: readonly Metric[] = [];
const isMetric = oneOf(...METRICS);

/** The order by one metric, the smallest first: for costs and for latency. Throws `InvalidInputError` at once. */
export function ascending(metric: Metric): MetricOrder {
  if (!isMetric.holds(metric)) {
    throw new InvalidInputError('metric', `${isMetric.must}; got ${show(metric)}`);
  }
  const lacking = [metric];
  const byMetric = fromCompare<Step>((a, b) => {
    const x = metricOf(a, metric) ?? NaN;
    const y = metricOf(b, metric) ?? NaN;
    return x < y ? -1 : x > y ? 1 : 0;
  });
  return { ...byMetric, missing: step => (usable(metricOf(step, metric)) ? NOTHING : lacking) };
}

/** The order by one metric, the largest first: for throughput. Throws `InvalidInputError` at once. */
export function descending(metric: Metric): MetricOrder {
  const order = ascending(metric);
  return { ...reverse(order), missing: order.missing };
}
