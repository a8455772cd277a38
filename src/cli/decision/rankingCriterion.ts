import { InvalidInputError } from '../../core/errors.js';
import type { Figure } from '../../core/figures.js';
import type { JobKind } from '../../core/jobKind.js';
import type { Step } from '../../core/step.js';
import { costOrder } from '../../operators/costOrder.js';
import { monthlyCostAt, type MonthlyOrder, type Traffic } from '../../operators/monthlyCostAt.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import { metricOf, type Metric } from '../../operators/ranking/metric.js';
import { ascending, descending, type DeclaredOrder } from '../../operators/ranking/order.js';
import type { PricePerHour } from '../../operators/ranking/prices.js';
import { thenQuickest } from '../../operators/ranking/thenQuickest.js';
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
  /** Statistic of the latencies of recommendations. Default p50. */
  readonly stat?: string | undefined;
  /** Prices of instances, of recommendations alone. */
  readonly pricePerHour?: PricePerHour | undefined;
  /** Where it goes by what a month costs. */
  readonly monthly?: MonthlyRanking;
}

type MetricCriterion = 'cost' | 'cost-per-hour' | 'latency' | 'throughput';
type FigureCriterion = 'ttft' | 'tokens' | 'request-latency';

const METRIC_CRITERIA: Readonly<Record<MetricCriterion, readonly [Metric, typeof ascending, unit: string]>> =
  {
    cost: ['CostPerInference', ascending, 'US dollars per inference'],
    'cost-per-hour': ['CostPerHour', ascending, 'US dollars per hour'],
    latency: ['ModelLatency', ascending, 'milliseconds'],
    throughput: ['MaxInvocations', descending, 'invocations per minute'],
  };

const FIGURE_CRITERIA: Readonly<Record<FigureCriterion, readonly [Figure, typeof ascending, unit: string]>> =
  {
    ttft: ['TimeToFirstToken', ascending, 'milliseconds'],
    tokens: ['OutputTokenThroughput', descending, 'tokens per second'],
    'request-latency': ['RequestLatency', ascending, 'milliseconds'],
  };

/** Hours that an endpoint runs in a month, unless a flag gives them. */
const HOURS_PER_MONTH = 730;

/** What is ranked, and what is known of it. */
export interface Ranked {
  /** Kind of the job. */
  readonly kind: JobKind;
  readonly pricePerHour?: PricePerHour | undefined;
}

/** What the flags ask for, of a job of this kind. Fails with `InvalidInputError` where they don't go together. */
export function rankingCriterion(
  settings: CriterionSettings,
  { kind, pricePerHour }: Ranked = { kind: 'classic' },
): RankingCriterion {
  const { traffic, stat } = settings;
  const { by = traffic === undefined ? 'cost' : 'monthly' } = settings;
  checkTraffic(by, settings);
  const isClassic = kind === 'classic';
  if (isClassic ? isFigure(by) : by === 'latency' || by === 'throughput') throw ofOtherKind(by, isClassic);
  if (isClassic && settings.prices !== undefined) {
    throw new InvalidInputError('--prices', 'goes with AI jobs: AWS gives the prices of load tests itself');
  }
  if (!isClassic && !isFigure(by) && pricePerHour === undefined) throw lacksPrices(settings.by);
  const shown = { stat, pricePerHour };
  if (by === 'monthly') return { ...monthlyCriterion(settings, traffic, pricePerHour), ...shown };
  if (isFigure(by)) {
    const [figure, order, unit] = FIGURE_CRITERIA[by];
    // Throughputs have an average alone.
    const options = by === 'tokens' ? undefined : { stat };
    return {
      by,
      order: order(figure, options),
      figureOf: figureReader(figure, options?.stat).read,
      unit,
      ...shown,
    };
  }
  if (!isClassic) {
    const order = costOrder({ per: by === 'cost' ? 'inference' : 'hour', pricePerHour });
    const unit = by === 'cost' ? 'US dollars per million output tokens' : 'US dollars per hour';
    return { by, order, figureOf: order.of, unit, ...shown };
  }
  const [metric, order, unit] = METRIC_CRITERIA[by];
  return { by, order: thenQuickest(order(metric)), figureOf: step => metricOf(step, metric), unit };
}

const isFigure = (by: By): by is FigureCriterion => by in FIGURE_CRITERIA;

const ofOtherKind = (by: By, isClassic: boolean): InvalidInputError =>
  new InvalidInputError(
    '--by',
    isClassic
      ? `${by} goes with AI recommendation jobs, named ai-recommendation-job/NAME; a classic job has cost, cost-per-hour, latency, throughput and monthly`
      : `${by} goes with classic jobs; an AI job has ttft, tokens, request-latency, and with --prices cost, cost-per-hour and monthly`,
  );

/** What a file of prices looks like. */
export const PRICES_EXAMPLE = '{ "ml.g6.24xlarge": 8.344 }';

const lacksPrices = (by: By | undefined): InvalidInputError =>
  new InvalidInputError(
    '--prices',
    `AWS gives no price for AI recommendations${by === undefined ? '' : `, which --by ${by} needs`}: give --prices FILE, ` +
      `JSON of US dollars an hour of one instance, such as ${PRICES_EXAMPLE}; or --by ttft, tokens or request-latency`,
  );

function checkTraffic(by: By, settings: CriterionSettings): void {
  if (by === 'monthly') return;
  for (const [name, flag] of MONTHLY_FLAGS) {
    if (settings[name] === undefined) continue;
    const why = settings.by === undefined ? 'needs --traffic too' : `goes with --by monthly, not with ${by}`;
    throw new InvalidInputError(flag, why);
  }
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
  pricePerHour: PricePerHour | undefined,
): RankingCriterion {
  if (requestsPerMinute === undefined) {
    throw new InvalidInputError('--by', 'monthly needs --traffic too, the requests per minute at the peak');
  }
  const traffic = { requestsPerMinute, headroom, hoursPerMonth, minInstances };
  const order = monthlyCostAt({ ...traffic, pricePerHour });
  return {
    by: 'monthly',
    order: thenQuickest(order),
    figureOf: step => order.of(step)?.costPerMonth,
    unit: 'US dollars per month',
    monthly: { traffic, of: order.of },
  };
}
