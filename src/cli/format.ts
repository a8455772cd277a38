import { usable } from '../operators/ranking/metric.js';
import type { Step } from '../core/step.js';

export { environmentLabel, stepLabel, endpointLabel } from '../core/stepLabel.js';

/** What is shown where AWS has no value. */
export const NOT_AVAILABLE = 'n/a';

/** A number with so many decimals, or "n/a" where it says nothing. */
export function figure(value: number | undefined, decimals: number): string {
  return usable(value) ? value.toFixed(decimals) : NOT_AVAILABLE;
}

/** US dollars for a million inferences: a single one costs too little to read. */
export function perMillion(costPerInference: number | undefined): number | undefined {
  return costPerInference === undefined ? undefined : costPerInference * 1e6;
}

/** What a step costs and carries, in words. */
export function priceOf(step: Step): string {
  const metrics = step.InferenceBenchmark?.Metrics;
  const hourly = figure(metrics?.CostPerHour, 3);
  return (
    `$${figure(perMillion(metrics?.CostPerInference), 2)} for a million inferences` +
    (hourly === NOT_AVAILABLE ? '' : `, $${hourly} an hour`) +
    `, ${figure(metrics?.MaxInvocations, 0)} invocations a minute at ${figure(metrics?.ModelLatency, 0)} ms`
  );
}
