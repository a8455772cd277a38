import { fromCompare, reverse, type Ord } from 'fp-ts/lib/Ord.js';
import { oneOf, show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import { FIGURES, type Figure } from '../../core/figures.js';
import type { Metrics, Step } from '../../core/step.js';
import { checkFigureOptions, figureReader, type FigureOptions } from './figureReader.js';
import { METRICS, metricOf, usable, type Metric } from './metric.js';
import type { Missing } from './missing.js';

/** A step in the form that an order compares: with its metrics beside the fields of the step. */
export type Candidate = Step & Metrics;

/** An order of steps that declares what it needs: metrics, figures of recommendations, or prices. */
export interface DeclaredOrder extends Ord<Step> {
  /** Returns what the order needs and this step lacks: nothing for a step that can be ranked. */
  readonly missing: (step: Step) => readonly Missing[];
  /**
   * Whether its figure means one thing for load tests of classic jobs and another for recommendations. Then a ranking
   * fails with `InvalidInputError` once both can be ranked: they are never compared silently. Default false.
   */
  readonly ranksKindsApart?: boolean;
}

/** An order of steps that declares the metrics that it needs. */
export interface MetricOrder extends DeclaredOrder {
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
 * Recommendations have no metrics, but figures: `ascending('TimeToFirstToken')` orders by one of these. What an `Ord` of
 * your own reads of `figures` isn't found, nor what a combined order needs of them: there a step without the figure, or
 * without a price, comes last, and is not excluded.
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
export type StepOrder = Ord<Candidate> | DeclaredOrder;

const NOTHING: readonly never[] = [];
const isFigure = oneOf(...FIGURES);
const isName = oneOf(...METRICS, ...FIGURES);

/**
 * The order by one metric, or by one figure of recommendations, the smallest first: for costs and for latencies. Throws
 * `InvalidInputError` at once.
 *
 * @example
 * ```ts
 * import { ascending, rankBy } from 'stepstream';
 *
 * const byFirstToken = rankBy(ascending('TimeToFirstToken', { stat: 'p90' }));
 * ```
 */
export function ascending(metric: Metric): MetricOrder;
export function ascending(figure: Figure, options?: FigureOptions): DeclaredOrder;
export function ascending(name: Metric | Figure, options?: FigureOptions): DeclaredOrder {
  if (!isName.holds(name)) throw new InvalidInputError('metric', `${isName.must}; got ${show(name)}`);
  return isFigure.holds(name) ? byFigure(name as Figure, options) : byMetric(name as Metric, options);
}

/**
 * The order by one metric, or by one figure of recommendations, the largest first: for throughputs. Throws
 * `InvalidInputError` at once.
 *
 * @example
 * ```ts
 * import { descending, rankBy } from 'stepstream';
 *
 * const byThroughput = rankBy(descending('MaxInvocations'));
 * ```
 */
export function descending(metric: Metric): MetricOrder;
export function descending(figure: Figure, options?: FigureOptions): DeclaredOrder;
export function descending(name: Metric | Figure, options?: FigureOptions): DeclaredOrder {
  if (isFigure.holds(name)) return byFigure(name as Figure, options, 'descending');
  const order: DeclaredOrder = (ascending as MakeOrder)(name, options);
  return { ...reverse(order), missing: order.missing };
}

type MakeOrder = (name: Metric | Figure, options?: FigureOptions) => DeclaredOrder;

function byMetric(metric: Metric, options: FigureOptions | undefined): MetricOrder {
  if (options?.stat !== undefined) throw new InvalidInputError('stat', `${metric} has none`);
  const lacking = [metric];
  const byValue = fromCompare<Step>((a, b) => {
    const x = metricOf(a, metric) ?? NaN;
    const y = metricOf(b, metric) ?? NaN;
    return x < y ? -1 : x > y ? 1 : 0;
  });
  return { ...byValue, missing: step => (usable(metricOf(step, metric)) ? NOTHING : lacking) };
}

function byFigure(
  figure: Figure,
  options: FigureOptions | undefined,
  direction?: 'descending',
): DeclaredOrder {
  const { stat } = checkFigureOptions(figure, options);
  const { read, missing } = figureReader(figure, stat);
  const lacking = [missing];
  return {
    ...byNumber(read, direction),
    missing: step => (read(step) === undefined ? lacking : NOTHING),
  };
}

/**
 * The order by a number, the smallest first unless `descending`. One that is absent or `NaN` is behind all others in both
 * directions: an order that fp-ts has combined of several doesn't say what they need, and an absent figure mustn't win.
 */
export function byNumber(read: (step: Step) => number | undefined, direction?: 'descending'): Ord<Step> {
  const sign = direction === 'descending' ? -1 : 1;
  const rank = (step: Step): number => {
    const value = read(step);
    return value === undefined || Number.isNaN(value) ? Infinity : sign * value;
  };
  return fromCompare<Step>((a, b) => {
    const x = rank(a);
    const y = rank(b);
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
