import type { Step } from '../../core/step.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { fixed } from '../../words/numbers.js';
import { amount, perMillion } from '../../words/money.js';
import { needText } from '../../words/needs.js';
import type { By } from '../flags/settings.js';
import type { RankingCriterion, MonthlyRanking } from './rankingCriterion.js';

const TEXTS = {
  million: metricText('CostPerInference', value => `$${amount(perMillion(value))} for a million inferences`),
  hour: metricText('CostPerHour', value => `$${fixed(value, 3)} an hour`),
  load: metricText('MaxInvocations', value => `${fixed(value, 0)} invocations a minute`),
  latency: metricText('ModelLatency', value => `${fixed(value, 0)} ms`),
};

/** What is told of a step: what it is ranked by first. */
const ORDER: Readonly<Record<By, readonly (keyof typeof TEXTS)[]>> = {
  cost: ['million', 'hour', 'load', 'latency'],
  'cost-per-hour': ['hour', 'million', 'load', 'latency'],
  latency: ['latency', 'load', 'million', 'hour'],
  throughput: ['load', 'latency', 'million', 'hour'],
  monthly: ['latency', 'million'],
};

/** What a step costs and carries, in words, as far as it was measured. */
export function measuredText(step: Step, { by, monthly }: RankingCriterion): string {
  const texts = ORDER[by].map(name => TEXTS[name](step));
  return [...(monthly ? monthlyTexts(step, monthly) : []), ...texts].filter(text => text !== '').join(', ');
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
  return [
    `$${amount(costPerMonth)} a month`,
    `${needText(step, cost)} with ${spare.toFixed(0)} invocations a minute to spare`,
  ];
}
