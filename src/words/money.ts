import { endpointKind } from '../core/instance.js';
import type { Step } from '../core/step.js';
import { metricOf, usable, type Metric } from '../operators/ranking/metric.js';
import { fixed, grouped, ifUsable, significant } from './numbers.js';

const MILLION = 1e6;

/** US dollars for a million inferences: the price of one is too small to read. Undefined where AWS has none. */
export function perMillion(costPerInference: number | undefined): number | undefined {
  return usable(costPerInference) ? costPerInference * MILLION : undefined;
}

/** US dollars for one inference, of those for a million. */
export const perInference = (costPerMillion: number): number => costPerMillion / MILLION;

/** A price in US dollars, as the page shows it: `$1.15`, `$0.204`, `$1,240`. */
export const dollars = (price: number | undefined): string => ifUsable(price, usd => `$${significant(usd)}`);

/** A sum in US dollars to the cent; nothing is `$0.00`. */
export const spent = (usd: number): string => `$${grouped(usd, 2)}`;

/** An amount in US dollars, without the sign: two decimals, or two significant digits below 10 cents. */
export function amount(usd: number | undefined): string {
  return usable(usd) && usd < 0.1 ? usd.toPrecision(2) : fixed(usd, 2);
}

/** The metrics of a sentence. */
const TOLD: readonly Metric[] = ['CostPerInference', 'CostPerHour', 'MaxInvocations', 'ModelLatency'];

/**
 * Price, throughput and latency of a step, as a terminal shows them in a sentence, as far as they were measured: `$1.15 for a
 * million inferences, 2947 invocations a minute at 94 ms; AWS gave no CostPerHour`.
 */
export function priceText(step: Step): string {
  const text = (metric: Metric, write: (value: number) => string): string => {
    const value = metricOf(step, metric);
    return usable(value) ? write(value) : '';
  };
  const load = [
    text('MaxInvocations', value => `${fixed(value, 0)} invocations a minute`),
    text('ModelLatency', value => `${fixed(value, 0)} ms`),
  ];
  return measured(step, TOLD, [
    text('CostPerInference', value => `$${fixed(perMillion(value), 2)} for a million inferences`),
    text('CostPerHour', value => `$${fixed(value, 3)} an hour`),
    load.filter(words => words !== '').join(' at '),
  ]);
}

/**
 * The texts of what was measured in a sentence, and behind it which of these metrics AWS gave none of. A serverless endpoint
 * has no CostPerHour, so that none is missing.
 */
export function measured(step: Step, metrics: readonly Metric[], texts: readonly string[]): string {
  const said = texts.filter(text => text !== '');
  if (said.length === 0) return 'nothing measured: AWS gave no metrics';
  const missing = metrics.filter(
    metric =>
      !usable(metricOf(step, metric)) && !(metric === 'CostPerHour' && endpointKind(step) === 'serverless'),
  );
  const why = missing.length === 0 ? '' : `; AWS gave no ${missing.join(', no ')}`;
  return `${said.join(', ')}${why}`;
}
