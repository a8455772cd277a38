import { stepLabel } from './stepLabel.js';
import type { EndpointMetrics, Metrics, Step } from './step.js';

/** A metric that got worse by more than is allowed. */
export interface WorseMetric {
  readonly kind: 'worse';
  /** The `configurationKey`. */
  readonly key: string;
  readonly step: Step;
  readonly baseline: Step | EndpointMetrics;
  readonly metric: keyof Metrics;
  readonly before: number;
  readonly after: number;
  /** Change in percent: -5 is five percent less. */
  readonly percent: number;
  /** Allowed worsening, in percent. */
  readonly allowedPercent: number;
}

/** A metric that was measured before, and isn't now. */
export interface UnmeasuredMetric {
  readonly kind: 'unmeasured';
  readonly key: string;
  readonly step: Step;
  readonly baseline: Step | EndpointMetrics;
  readonly metric: keyof Metrics;
  readonly before: number;
}

/** A configuration that completed before, and now failed or isn't there. */
export interface FailedOrMissingConfiguration {
  readonly kind: 'failed' | 'missing';
  readonly key: string;
  /** Its step now, with the reason where it has failed. */
  readonly step?: Step;
  /** Its step before. Absent where a failed step doesn't say which configuration it was. */
  readonly baseline?: Step;
}

/** One thing that is worse than before. */
export type Regression = WorseMetric | UnmeasuredMetric | FailedOrMissingConfiguration;

/** Name and unit of each metric in messages, and the factor into that unit. */
const WORDS: Readonly<Record<keyof Metrics, readonly [name: string, unit: string, times?: number]>> = {
  CostPerHour: ['cost', 'dollars an hour'],
  CostPerInference: ['cost', 'dollars for a million inferences', 1e6],
  MaxInvocations: ['throughput', 'invocations a minute'],
  ModelLatency: ['latency', 'ms'],
  CpuUtilization: ['CPU utilisation', '%'],
  MemoryUtilization: ['memory utilisation', '%'],
  ModelSetupTime: ['setup time', 's'],
};

/** Formats a regression as one line. */
export function describeRegression(regression: Regression): string {
  switch (regression.kind) {
    case 'worse':
      return `${stepLabel(regression.step)}: ${worseText(regression)}`;
    case 'unmeasured': {
      const { step, metric, before } = regression;
      return `${stepLabel(step)}: ${WORDS[metric][0]} was ${figureText(metric, before)}, and is not measured now`;
    }
    case 'failed':
    case 'missing':
      return failedOrMissingText(regression);
  }
}

function worseText({ metric, before, after, percent, allowedPercent }: WorseMetric): string {
  const [name, , times = 1] = WORDS[metric];
  const change = `${name} ${digits(before * times)} -> ${figureText(metric, after)}`;
  return `${change}, ${percentText(Math.abs(percent), allowedPercent)}% worse, ${String(allowedPercent)}% is allowed`;
}

function failedOrMissingText({ step, baseline }: FailedOrMissingConfiguration): string {
  const name = baseline === undefined ? 'a step that names no instance' : stepLabel(baseline);
  if (step === undefined) return `${name}: completed in the baseline, and is not there now`;
  const reason = step.InferenceBenchmark?.FailureReason?.trim() ?? '';
  return `${name}: ${step.Status}${reason === '' ? '' : `: ${reason}`}`;
}

/** Formats a figure with its unit. */
function figureText(metric: keyof Metrics, value: number): string {
  const [, unit, times = 1] = WORDS[metric];
  return `${digits(value * times)} ${unit}`;
}

const digits = (value: number): string => String(Number(value.toPrecision(4)));

/** Formats a percentage with enough decimals to show that it is above the allowed one. */
function percentText(percent: number, allowed: number): string {
  const places = [1, 2, 4, 6].find(count => Number(percent.toFixed(count)) > allowed) ?? 8;
  return String(Number(percent.toFixed(places)));
}
