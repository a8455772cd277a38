import type { WatchedJob } from '../core/event.js';
import type { Stat } from '../core/figures.js';
import type { Step } from '../core/step.js';
import type { DeclaredOrder } from '../operators/ranking/order.js';
import { ascending, descending } from '../operators/ranking/order.js';
import { rankBy } from '../operators/rankBy.js';
import { boundsOf, type Criteria, type PickedBy } from './criteria.js';
import type { Chosen } from './chosen.js';
import { DEFAULT_STAT, figureOfStep, statsOf } from './deploymentFigures.js';
import { frontOf, type PlaceOf } from './front.js';
import { resultOf } from './resultOf.js';

/** The recommendations of an AI job under the reader's criteria. */
export interface DeploymentChoice extends Chosen {
  readonly kind: 'recommendation';
  /** What the pick is the best by. */
  readonly by: PickedBy;
  /** The statistic of all latencies. */
  readonly stat: Stat;
  /** The statistics of the first token that there are. */
  readonly stats: readonly Stat[];
}

/**
 * Chooses among recommendations: the most tokens a second, or the quickest first token. A recommendation without one of
 * the two figures is excluded, as the chart and the front need both. Without a choice of the reader it is what the job
 * looked for: AWS gives no price, so that a job that looked for cost goes by tokens.
 */
export function chooseDeployment(
  steps: readonly Step[],
  criteria: Criteria,
  job: WatchedJob | undefined,
): DeploymentChoice {
  const { stat = DEFAULT_STAT, by = targetOf(job) } = criteria;
  const ttft = ascending('TimeToFirstToken', { stat });
  const tokens = descending('OutputTokenThroughput');
  const order = by === 'ttft' ? needing(ttft, tokens) : needing(tokens, ttft);
  const ranking = resultOf(steps, rankBy(order, { bounds: boundsOf(criteria, 'recommendation') }));
  const ranked = ranking?.ranked ?? [];
  const placeOf: PlaceOf = step => [
    figureOfStep(step, 'TimeToFirstToken', stat),
    figureOfStep(step, 'OutputTokenThroughput'),
  ];
  return {
    ...{ kind: 'recommendation', by, stat, stats: statsOf(steps) },
    ...{ ranked, excluded: ranking?.excluded ?? [], front: frontOf(ranked, placeOf, 'more'), placeOf },
  };
}

/** An order that excludes also what another one lacks. */
const needing = (order: DeclaredOrder, other: DeclaredOrder): DeclaredOrder => ({
  ...order,
  missing: step => [...order.missing(step), ...other.missing(step)],
});

function targetOf(job: WatchedJob | undefined): PickedBy {
  const constraints = job?.AIRecommendationJob?.PerformanceTarget?.Constraints ?? [];
  return constraints.some(({ Metric }) => Metric === 'ttft-ms') ? 'ttft' : 'tokens';
}
