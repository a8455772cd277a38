import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { costOrder } from '../../operators/costOrder.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { fixed } from '../../words/numbers.js';
import { amount, measured, perMillion } from '../../words/money.js';
import { needText } from '../../words/needs.js';
import { figuresText } from '../../words/resultText.js';
import type { By } from '../flags/settings.js';
import type { RankingCriterion, MonthlyRanking } from './rankingCriterion.js';

const TEXTS = {
  CostPerInference: value => `$${amount(perMillion(value))} for a million inferences`,
  CostPerHour: value => `$${fixed(value, 3)} an hour`,
  MaxInvocations: value => `${fixed(value, 0)} invocations a minute`,
  ModelLatency: value => `${fixed(value, 0)} ms`,
} satisfies Partial<Record<Metric, (value: number) => string>>;

/** What is told of a load test: what it is ranked by first. */
const ORDER: Readonly<Partial<Record<By, readonly (keyof typeof TEXTS)[]>>> = {
  cost: ['CostPerInference', 'CostPerHour', 'MaxInvocations', 'ModelLatency'],
  'cost-per-hour': ['CostPerHour', 'CostPerInference', 'MaxInvocations', 'ModelLatency'],
  latency: ['ModelLatency', 'MaxInvocations', 'CostPerInference', 'CostPerHour'],
  throughput: ['MaxInvocations', 'ModelLatency', 'CostPerInference', 'CostPerHour'],
  monthly: ['ModelLatency', 'CostPerInference'],
};

/** What a step costs and carries, in words, as far as it was measured, and what AWS gave none of. */
export function measuredText(step: Step, criterion: RankingCriterion): string {
  const { by, monthly } = criterion;
  const month = monthly ? monthlyTexts(step, monthly) : [];
  if (isRecommendation(step)) return [...month, ...recommendedTexts(step, criterion)].join(', ');
  const metrics = ORDER[by] ?? [];
  return measured(step, metrics, [...month, ...metrics.map(metric => metricText(step, metric))]);
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

function metricText(step: Step, metric: keyof typeof TEXTS): string {
  const value = metricOf(step, metric);
  return usable(value) ? TEXTS[metric](value) : '';
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
