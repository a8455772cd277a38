import { show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import type { Step } from '../../core/step.js';
import { candidateOf } from './candidate.js';
import { METRICS, metricOf, usable, type Metric } from './metric.js';
import { metricsRead } from './metricsRead.js';
import type { Candidate, MetricOrder, StepOrder } from './order.js';

/** An order in the form that rankings use. */
export interface ReadOrder {
  /** Returns the step in the form that the order compares. */
  readonly view: (step: Step) => Candidate;
  readonly compare: (a: Candidate, b: Candidate) => number;
  /** Returns the metrics that the order needs and this step lacks. */
  readonly missing: (step: Step) => readonly Metric[];
}

const NOTHING: readonly Metric[] = [];

/** Returns the order, checked. Fails with `InvalidInputError`. */
export function checkOrder(where: string, order: StepOrder): StepOrder {
  const { compare, equals, missing } = (order as Partial<MetricOrder> | null | undefined) ?? {};
  const isMetricOrder = typeof missing === 'function' || !('missing' in Object(order));
  if (typeof compare === 'function' && typeof equals === 'function' && isMetricOrder) return order;
  const metric = METRICS.find(name => name === (order as unknown));
  throw new InvalidInputError(
    where,
    metric === undefined
      ? `must be an Ord of fp-ts, such as ascending('ModelLatency'); got ${show(order)}`
      : `must be an order: write ${metric === 'MaxInvocations' ? 'descending' : 'ascending'}('${metric}')`,
  );
}

/** Finds the metrics that an order needs. Fails with what the order throws. */
export function readOrder(order: StepOrder): ReadOrder {
  const compare = (a: Candidate, b: Candidate): number => order.compare(a, b);
  // An order that declares its metrics compares steps themselves, which saves a view of each.
  if (declaresMetrics(order)) return { view: step => step, compare, missing: step => order.missing(step) };
  const onInstances = metricsRead(order, 'instance');
  const onServerless = metricsRead(order, 'serverless');
  return {
    view: candidateOf,
    compare,
    missing: step => {
      const serverless = step.InferenceBenchmark?.EndpointConfiguration?.ServerlessConfig !== undefined;
      const needed = serverless ? onServerless : onInstances;
      return needed.every(metric => usable(metricOf(step, metric)))
        ? NOTHING
        : needed.filter(metric => !usable(metricOf(step, metric)));
    },
  };
}

const declaresMetrics = (order: StepOrder): order is MetricOrder => 'missing' in order;
