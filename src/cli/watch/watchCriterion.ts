import { constant } from 'fp-ts/lib/function.js';
import type { WatchedJob } from '../../core/event.js';
import { jobKindOf } from '../../core/jobKind.js';
import { ascending, descending, type DeclaredOrder } from '../../operators/ranking/order.js';

/** What the best of a watched job is best by. */
export interface WatchCriterion {
  readonly order: DeclaredOrder;
  /** Behind `Pick`; empty for the cost of an inference. */
  readonly words: string;
}

const COST: WatchCriterion = { order: ascending('CostPerInference'), words: '' };
const FIRST_TOKEN: WatchCriterion = { order: ascending('TimeToFirstToken'), words: ' by first token' };
const TOKENS: WatchCriterion = {
  order: descending('OutputTokenThroughput'),
  words: ' by tokens a second',
};
/** All are equal, so that the first one stays: AWS ranks them for the job's target. */
const IN_ORDER: DeclaredOrder = { equals: constant(true), compare: constant(0), missing: constant([]) };

/**
 * What the best of a job is best by: the cost of an inference of a classic job, the target of an AI job. AWS gives no price of
 * recommendations, so that of a job with the target `cost`, or one that isn't known, it is the one that AWS ranks first.
 */
export function watchCriterion(jobName: string, job: WatchedJob | undefined): WatchCriterion {
  if (jobKindOf(jobName) === 'classic') return COST;
  const { Constraints = [] } = job?.AIRecommendationJob?.PerformanceTarget ?? {};
  const target = Constraints[0]?.Metric;
  if (target === 'ttft-ms') return FIRST_TOKEN;
  if (target === 'throughput') return TOKENS;
  return {
    order: IN_ORDER,
    words: ` by AWS's order${target === undefined ? '' : ` for the target ${target}`}`,
  };
}
