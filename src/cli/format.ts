import { usable } from '../operators/metric.js';
import type { Step } from '../core/step.js';

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

/** Where the step ran: `ml.c6i.xlarge`, `2 x ml.g5.xlarge`, `serverless 2048 MB x 10`. */
export function placeOf(step: Step): string {
  const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
  const serverless = endpoint?.ServerlessConfig;
  if (serverless !== undefined) {
    return `serverless ${String(serverless.MemorySizeInMB)} MB x ${String(serverless.MaxConcurrency)}`;
  }
  const count = endpoint?.InitialInstanceCount ?? 1;
  const type = endpoint?.InstanceType ?? 'no endpoint';
  return count > 1 ? `${String(count)} x ${type}` : type;
}

/** The environment of the container, as `KEY=value KEY=value`; empty where there is none. */
export function environmentOf(step: Step): string {
  const parameters = step.InferenceBenchmark?.ModelConfiguration.EnvironmentParameters ?? [];
  return parameters.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
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

/** Where the step ran and in which environment. */
export function nameOf(step: Step): string {
  const environment = environmentOf(step);
  return `${placeOf(step)}${environment === '' ? '' : ` with ${environment}`}`;
}

/** A step in one line. */
export function bestLine(step: Step): string {
  return `${nameOf(step)}: ${priceOf(step)}`;
}
