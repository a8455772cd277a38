import { jobKindOf } from '../../core/jobKind.js';
import type { FleetBest } from '../../core/fleet.js';
import { endpointLabel } from '../../core/stepLabel.js';
import type { WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import { metricOf } from '../../operators/ranking/metric.js';
import { ascending, descending, type DeclaredOrder } from '../../operators/ranking/order.js';
import { thenQuickest } from '../../operators/ranking/thenQuickest.js';

/** The figure by which the best of a job is found. */
export interface BestMetric {
  readonly name: string;
  readonly order: DeclaredOrder;
  readonly read: (step: Step) => number | undefined;
}

const COST: BestMetric = {
  name: 'CostPerInference',
  order: thenQuickest(ascending('CostPerInference')),
  read: step => metricOf(step, 'CostPerInference'),
};
const FIRST_TOKEN: BestMetric = {
  name: 'TimeToFirstToken',
  order: ascending('TimeToFirstToken'),
  read: figureReader('TimeToFirstToken').read,
};
const TOKENS: BestMetric = {
  name: 'OutputTokenThroughput',
  order: descending('OutputTokenThroughput'),
  read: figureReader('OutputTokenThroughput').read,
};

/**
 * What the best of a job is best by: the cost of an inference of a classic job, of equal ones the quickest, as on its page; of an AI job its target, and tokens a second
 * where that is the cost, as AWS gives no prices of recommendations.
 */
export function bestMetric(jobName: string, job: WatchedJob | undefined): BestMetric {
  if (jobKindOf(jobName) === 'classic') return COST;
  const { Constraints = [] } = job?.AIRecommendationJob?.PerformanceTarget ?? {};
  return Constraints[0]?.Metric === 'ttft-ms' ? FIRST_TOKEN : TOKENS;
}

/** The best of a job as a row shows it. */
export function fleetBest(step: Step | undefined, { name, read }: BestMetric): FleetBest | undefined {
  const value = step && read(step);
  return step === undefined || value === undefined
    ? undefined
    : { label: endpointLabel(step), metric: name, value };
}
