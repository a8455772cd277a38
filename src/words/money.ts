import type { Step } from '../core/step.js';
import { usable } from '../operators/ranking/metric.js';
import { fixed, grouped, ifUsable, NOT_AVAILABLE, significant } from './numbers.js';

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

/** Price, throughput and latency of a step, as a terminal shows them in a sentence. */
export function priceText(step: Step): string {
  const metrics = step.InferenceBenchmark?.Metrics;
  const hourly = fixed(metrics?.CostPerHour, 3);
  return (
    `$${fixed(perMillion(metrics?.CostPerInference), 2)} for a million inferences` +
    (hourly === NOT_AVAILABLE ? '' : `, $${hourly} an hour`) +
    `, ${fixed(metrics?.MaxInvocations, 0)} invocations a minute at ${fixed(metrics?.ModelLatency, 0)} ms`
  );
}
