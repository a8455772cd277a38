import { show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import type { Step } from '../../core/step.js';
import { candidateOf } from './candidate.js';
import { METRICS, metricOf, usable, type Metric } from './metric.js';
import { metricsRead } from './metricsRead.js';
import type { Candidate, MetricOrder, StepOrder } from './order.js';

/** An order as the rankings use it. */
export interface ReadOrder {
  /** The step as the order sees it. */
  readonly view: (step: Step) => Candidate;
  readonly compare: (a: Candidate, b: Candidate) => number;
  /** The metrics that keep this step from being ranked. */
  readonly missing: (step: Step) => readonly Metric[];
}

const NOTHING: readonly Metric[] = [];

/** Returns the order if it is one. Fails with `InvalidInputError`. */
export function checkOrder(where: string, order: StepOrder): StepOrder {
  const { compare, equals, missing } = (order as Partial<MetricOrder> | null | undefined) ?? {};
  const says = typeof missing === 'function' || !('missing' in Object(order));
  if (typeof compare === 'function' && typeof equals === 'function' && says) return order;
  const metric = METRICS.find(name => name === (order as unknown));
  throw new InvalidInputError(
    where,
    metric === undefined
      ? `must be an Ord of fp-ts, such as ascending('ModelLatency'); got ${show(order)}`
      : `must be an order: write ${metric === 'MaxInvocations' ? 'descending' : 'ascending'}('${metric}')`,
  );
}

/** Finds out what an order needs. Fails with whatever the order throws. */
export function readOrder(order: StepOrder): ReadOrder {
  const compare = (a: Candidate, b: Candidate): number => order.compare(a, b);
  // What says itself what it needs compares steps as they are, which saves a copy of each.
  if (saysItself(order)) return { view: step => step, compare, missing: step => order.missing(step) };
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

const saysItself = (order: StepOrder): order is MetricOrder => 'missing' in order;
