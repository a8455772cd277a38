import { endpointKind } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { figure, perMillion } from '../format.js';
import type { By } from '../flags/settings.js';
import type { Criterion, Monthly } from './criterion.js';

const FACTS = {
  million: fact('CostPerInference', value => `$${money(perMillion(value))} for a million inferences`),
  hour: fact('CostPerHour', value => `$${figure(value, 3)} an hour`),
  load: fact('MaxInvocations', value => `${figure(value, 0)} invocations a minute`),
  latency: fact('ModelLatency', value => `${figure(value, 0)} ms`),
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
    `$${money(costPerMonth)} a month`,
    `${String(instances)} ${noun}${instances === 1 ? '' : 's'} with ${spare.toFixed(0)} invocations a minute to spare`,
  ];
}

/** US dollars: two decimals, or two digits where that would be nothing. */
export function money(dollars: number | undefined): string {
  return usable(dollars) && dollars < 0.1 ? dollars.toPrecision(2) : figure(dollars, 2);
}
