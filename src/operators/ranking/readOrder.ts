import { show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { candidateOf } from './candidate.js';
import { METRICS, unmeasured } from './metric.js';
import { metricsRead } from './metricsRead.js';
import type { Missing } from './missing.js';
import { oneKind } from './oneKind.js';
import type { Candidate, DeclaredOrder, StepOrder } from './order.js';

/** An order in the form that rankings use. */
export interface ReadOrder {
  /** Returns the step in the form that the order compares. */
  readonly view: (step: Step) => Candidate;
  readonly compare: (a: Candidate, b: Candidate) => number;
  /** Returns what the order needs and this step lacks. */
  readonly missing: (step: Step) => readonly Missing[];
}

/** Returns the order, checked. Fails with `InvalidInputError`. */
export function checkOrder(where: string, order: StepOrder): StepOrder {
  const { compare, equals, missing } = (order as Partial<DeclaredOrder> | null | undefined) ?? {};
  const isOrder = typeof missing === 'function' || !('missing' in Object(order));
  if (typeof compare === 'function' && typeof equals === 'function' && isOrder) return order;
  const metric = METRICS.find(name => name === (order as unknown));
  throw new InvalidInputError(
    where,
    metric === undefined
      ? `must be an Ord of fp-ts, such as ascending('ModelLatency'); got ${show(order)}`
      : `must be an order: write ${metric === 'MaxInvocations' ? 'descending' : 'ascending'}('${metric}')`,
  );
}

/** Finds what an order needs; for one ranking alone. Fails with what the order throws. */
export function readOrder(order: StepOrder): ReadOrder {
  const compare = (a: Candidate, b: Candidate): number => order.compare(a, b);
  // An order that declares its metrics compares steps themselves, which saves a view of each.
  if (isDeclared(order)) return { view: step => step, compare, missing: missingOf(order) };
  const onInstances = metricsRead(order, 'instance');
  const onServerless = metricsRead(order, 'serverless');
  const ofRecommendations = metricsRead(order, 'recommendation');
  return {
    view: candidateOf,
    compare,
    missing: step => {
      const serverless = step.InferenceBenchmark?.EndpointConfiguration?.ServerlessConfig !== undefined;
      const onEndpoint = serverless ? onServerless : onInstances;
      return unmeasured(step, isRecommendation(step) ? ofRecommendations : onEndpoint);
    },
  };
}

const isDeclared = (order: StepOrder): order is DeclaredOrder => 'missing' in order;

/** What steps lack; where the order ranks kinds apart, a step that can be ranked is of the kind of the first one. */
function missingOf(order: DeclaredOrder): ReadOrder['missing'] {
  if (order.ranksKindsApart !== true) return step => order.missing(step);
  const check = oneKind('order');
  return step => {
    const missing = order.missing(step);
    if (missing.length === 0) check(step);
    return missing;
  };
}
