import { fromCompare, reverse, type Ord } from 'fp-ts/lib/Ord.js';
import { oneOf, show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import type { Metrics, Step } from '../../core/step.js';
import { METRICS, metricOf, usable, type Metric } from './metric.js';

/** A step as an order sees it: its metrics are at hand, beside the fields of the step. */
export type Candidate = Step & Metrics;

/** An order of steps that says itself what it needs. */
export interface MetricOrder extends Ord<Step> {
  /** The metrics that the order needs and that this step lacks: none for a step that can be ranked. */
  readonly missing: (step: Step) => readonly Metric[];
}

/**
 * What makes one benchmark better than another: the smaller one in the order is the better one.
 *
 * Any `Ord` of fp-ts over metrics or over steps is such an order, and they combine as `Ord`s do. A step
 * that lacks a metric which the order reads can't be ranked, so that what is absent, `NaN`, infinite, zero
 * or negative never wins. Which metrics an order reads is found by showing it two steps.
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
