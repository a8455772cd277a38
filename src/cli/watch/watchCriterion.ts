import { constant } from 'fp-ts/lib/function.js';
import type { WatchedJob } from '../../core/event.js';
import { jobKindOf } from '../../core/jobKind.js';
import type { Step } from '../../core/step.js';
import { ascending, descending, type DeclaredOrder } from '../../operators/ranking/order.js';
import { amount, perMillion } from '../../words/money.js';
import { resultText } from '../../words/resultText.js';
import type { ShownFigure } from '../../words/ties.js';
import { measuredText } from '../decision/measuredText.js';
import { rankingCriterion } from '../decision/rankingCriterion.js';
import type { TrafficSettings } from '../flags/settings.js';
import { percentOf } from '../tables/percentOf.js';

/** What the best of a watched job is best by. */
export interface WatchCriterion {
  readonly order: DeclaredOrder;
  /** Behind `Pick`; empty for the cost of an inference. */
  readonly words: string;
  /** What the best costs and carries. */
  readonly textOf: (step: Step) => string;
  /** The cost that it goes by; undefined for AI jobs. */
  readonly cost?: ShownCost;
}

/** A cost, and what it is for. */
export interface ShownCost extends ShownFigure {
  readonly per: 'a million' | 'a month';
}

const DEARER = { behind: 'dearer', percent: percentOf };
const { order: byCost, figureOf: costOf } = rankingCriterion({});
const PER_INFERENCE: WatchCriterion = {
  order: byCost,
  words: '',
  textOf: resultText,
  cost: { ...DEARER, figureOf: costOf, write: cost => amount(perMillion(cost)), per: 'a million' },
};
/** All are equal, so that the first one stays: AWS ranks them for the job's target. */
const IN_ORDER: DeclaredOrder = { equals: constant(true), compare: constant(0), missing: constant([]) };

/** What the best of a classic job is best by: the cost of a month at this traffic, or without one the cost of an inference. */
export function loadTestCriterion(settings: TrafficSettings = {}): WatchCriterion {
  const criterion = rankingCriterion(settings);
  const { order, figureOf, monthly } = criterion;
  if (monthly === undefined) return PER_INFERENCE;
  return {
    order,
    words: ` at ${String(monthly.traffic.requestsPerMinute)} requests a minute`,
    textOf: step => measuredText(step, criterion),
    cost: { ...DEARER, figureOf, write: amount, per: 'a month' },
  };
}

/**
 * What the best of a job is best by: `classic` of a classic job, the target of an AI job. AWS gives no price of
 * recommendations, so that of a job with the target `cost`, or one that isn't known, it is the one that AWS ranks first.
 */
export function watchCriterion(
  jobName: string,
  job: WatchedJob | undefined,
  classic: WatchCriterion = PER_INFERENCE,
): WatchCriterion {
  if (jobKindOf(jobName) === 'classic') return classic;
  const { Constraints = [] } = job?.AIRecommendationJob?.PerformanceTarget ?? {};
  const target = Constraints[0]?.Metric;
  const textOf = resultText;
  if (target === 'ttft-ms') return { order: ascending('TimeToFirstToken'), words: ' by first token', textOf };
  if (target === 'throughput') {
    return { order: descending('OutputTokenThroughput'), words: ' by tokens a second', textOf };
  }
  const why = target === undefined ? '' : ` for the target ${target}`;
  return { order: IN_ORDER, words: ` by AWS's order${why}`, textOf };
}
