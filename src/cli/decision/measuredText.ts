import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { costOrder } from '../../operators/costOrder.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { fixed } from '../../words/numbers.js';
import { amount, perMillion } from '../../words/money.js';
import { needText } from '../../words/needs.js';
import { figuresText } from '../../words/resultText.js';
import type { By } from '../flags/settings.js';
import type { RankingCriterion, MonthlyRanking } from './rankingCriterion.js';

const TEXTS = {
  million: metricText('CostPerInference', value => `$${amount(perMillion(value))} for a million inferences`),
  hour: metricText('CostPerHour', value => `$${fixed(value, 3)} an hour`),
  load: metricText('MaxInvocations', value => `${fixed(value, 0)} invocations a minute`),
  latency: metricText('ModelLatency', value => `${fixed(value, 0)} ms`),
};

/** What is told of a load test: what it is ranked by first. */
const ORDER: Readonly<Partial<Record<By, readonly (keyof typeof TEXTS)[]>>> = {
  cost: ['million', 'hour', 'load', 'latency'],
  'cost-per-hour': ['hour', 'million', 'load', 'latency'],
  latency: ['latency', 'load', 'million', 'hour'],
  throughput: ['load', 'latency', 'million', 'hour'],
  monthly: ['latency', 'million'],
};

/** What a step costs and carries, in words, as far as it was measured. */
export function measuredText(step: Step, criterion: RankingCriterion): string {
  const { by, monthly } = criterion;
  const texts = isRecommendation(step)
    ? recommendedTexts(step, criterion)
    : (ORDER[by] ?? []).map(name => TEXTS[name](step));
  return [...(monthly ? monthlyTexts(step, monthly) : []), ...texts].filter(text => text !== '').join(', ');
}

/** Costs, where prices are known, and figures. */
function recommendedTexts(step: Step, { stat, pricePerHour }: RankingCriterion): readonly string[] {
  const [perMillionTokens, perHour] = (['inference', 'hour'] as const).map(per =>
    costOrder({ per, pricePerHour }).of(step),
  );
  return [
    ...(perMillionTokens === undefined ? [] : [`$${amount(perMillionTokens)} for a million tokens`]),
    ...(perHour === undefined ? [] : [`$${fixed(perHour, 3)} an hour`]),
    figuresText(step, stat),
  ];
}

function metricText(metric: Metric, words: (value: number) => string): (step: Step) => string {
  return step => {
    const value = metricOf(step, metric);
    return usable(value) ? words(value) : '';
  };
}

function monthlyTexts(step: Step, { of }: MonthlyRanking): readonly string[] {
  const cost = of(step);
  if (cost === undefined) return [];
  const { costPerMonth, spareInvocationsPerMinute: spare } = cost;
  const unit = isRecommendation(step) ? 'requests' : 'invocations';
  return [
    `$${amount(costPerMonth)} a month`,
    `${needText(step, cost)} with ${spare.toFixed(0)} ${unit} a minute to spare`,
  ];
}
