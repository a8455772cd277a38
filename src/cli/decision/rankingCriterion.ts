import { InvalidInputError } from '../../core/errors.js';
import type { Step } from '../../core/step.js';
import { metricOf, type Metric } from '../../operators/ranking/metric.js';
import { monthlyCostAt, type MonthlyOrder, type Traffic } from '../../operators/monthlyCostAt.js';
import { ascending, descending, type DeclaredOrder } from '../../operators/ranking/order.js';
import type { By, CriterionSettings } from '../flags/settings.js';

/** The traffic and what it costs. */
export interface MonthlyRanking {
  readonly traffic: Readonly<Record<Exclude<keyof Traffic, 'pricePerHour'>, number>>;
  readonly of: MonthlyOrder['of'];
}

/** What the best is best by. */
export interface RankingCriterion {
  readonly by: By;
  readonly order: DeclaredOrder;
  /** The figure that the order goes by; undefined for a step that can't be ranked. */
  readonly figureOf: (step: Step) => number | undefined;
  readonly unit: string;
  /** Where it goes by what a month costs. */
  readonly monthly?: MonthlyRanking;
}

type MetricCriterion = Exclude<By, 'monthly'>;

const METRIC_CRITERIA: Readonly<Record<MetricCriterion, readonly [Metric, typeof ascending, unit: string]>> =
  {
    cost: ['CostPerInference', ascending, 'US dollars per inference'],
    'cost-per-hour': ['CostPerHour', ascending, 'US dollars per hour'],
    latency: ['ModelLatency', ascending, 'milliseconds'],
    throughput: ['MaxInvocations', descending, 'invocations per minute'],
  };

/** Hours that an endpoint runs in a month, unless a flag gives them. */
const HOURS_PER_MONTH = 730;

/** What the flags ask for. Fails with `InvalidInputError` where they don't go together. */
export function rankingCriterion(settings: CriterionSettings): RankingCriterion {
  const { traffic } = settings;
  const { by = traffic === undefined ? 'cost' : 'monthly' } = settings;
  if (by === 'monthly') return monthlyCriterion(settings, traffic);
  for (const [name, flag] of MONTHLY_FLAGS) {
    if (settings[name] === undefined) continue;
    const why = settings.by === undefined ? 'needs --traffic too' : `goes with --by monthly, not with ${by}`;
    throw new InvalidInputError(flag, why);
  }
  const [metric, order, unit] = METRIC_CRITERIA[by];
  return { by, order: order(metric), figureOf: step => metricOf(step, metric), unit };
}

const MONTHLY_FLAGS = [
  ['traffic', '--traffic'],
  ['headroom', '--headroom'],
  ['hoursPerMonth', '--hours-per-month'],
  ['minInstances', '--min-instances'],
] as const;

function monthlyCriterion(
  { headroom = 0, hoursPerMonth = HOURS_PER_MONTH, minInstances = 1 }: CriterionSettings,
  requestsPerMinute: number | undefined,
): RankingCriterion {
  if (requestsPerMinute === undefined) {
    throw new InvalidInputError('--by', 'monthly needs --traffic too, the requests per minute at the peak');
  }
  const traffic = { requestsPerMinute, headroom, hoursPerMonth, minInstances };
  const order = monthlyCostAt(traffic);
  return {
    by: 'monthly',
    order,
    figureOf: step => order.of(step)?.costPerMonth,
    unit: 'US dollars per month',
    monthly: { traffic, of: order.of },
  };
}
