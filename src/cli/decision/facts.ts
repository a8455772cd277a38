import { endpointKind } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { fixed } from '../../words/numbers.js';
import { amount, perMillion } from '../../words/money.js';
import type { By } from '../flags/settings.js';
import type { Criterion, Monthly } from './criterion.js';
import { counted } from '../../core/counted.js';

const FACTS = {
  million: fact('CostPerInference', value => `$${amount(perMillion(value))} for a million inferences`),
  hour: fact('CostPerHour', value => `$${fixed(value, 3)} an hour`),
  load: fact('MaxInvocations', value => `${fixed(value, 0)} invocations a minute`),
  latency: fact('ModelLatency', value => `${fixed(value, 0)} ms`),
};

/** What is told of a step: what it is ranked by first. */
const FIRST: Readonly<Record<By, readonly (keyof typeof FACTS)[]>> = {
  cost: ['million', 'hour', 'load', 'latency'],
  'cost-per-hour': ['hour', 'million', 'load', 'latency'],
  latency: ['latency', 'load', 'million', 'hour'],
  throughput: ['load', 'latency', 'million', 'hour'],
  monthly: ['latency', 'million'],
};

/** What a step costs and carries, in words, as far as it was measured. */
export function factsOf(step: Step, { by, monthly }: Criterion): string {
  const facts = FIRST[by].map(name => FACTS[name](step));
  return [...(monthly ? monthlyFacts(step, monthly) : []), ...facts].filter(text => text !== '').join(', ');
}

function fact(metric: Metric, words: (value: number) => string): (step: Step) => string {
  return step => {
    const value = metricOf(step, metric);
    return usable(value) ? words(value) : '';
  };
}

function monthlyFacts(step: Step, { of }: Monthly): readonly string[] {
  const cost = of(step);
  if (cost === undefined) return [];
  const { instances, costPerMonth, spareInvocationsPerMinute: spare } = cost;
  const noun = endpointKind(step) === 'serverless' ? 'endpoint' : 'instance';
  return [
    `$${amount(costPerMonth)} a month`,
    `${counted(instances, noun)} with ${spare.toFixed(0)} invocations a minute to spare`,
  ];
}
