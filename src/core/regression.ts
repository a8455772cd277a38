import type { Figure, Stat } from './figures.js';
import { instanceTypeOf } from './instance.js';
import { stepLabel } from './stepLabel.js';
import type { EndpointMetrics, Metrics, Step } from './step.js';

/** A metric that got worse by more than is allowed. */
export interface WorseMetric {
  readonly kind: 'worse';
  /** The `configurationKey`. */
  readonly key: string;
  readonly step: Step;
  readonly baseline: Step | EndpointMetrics;
  readonly metric: keyof Metrics | Figure;
  /** The statistic of a figure. */
  readonly stat?: Stat;
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
  readonly metric: keyof Metrics | Figure;
  /** The statistic of a figure. */
  readonly stat?: Stat;
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

/** Name and unit of each metric and figure in messages, and the factor into that unit. */
const WORDS: Readonly<Record<keyof Metrics | Figure, readonly [name: string, unit: string, times?: number]>> =
  {
    CostPerHour: ['cost', 'dollars an hour'],
    CostPerInference: ['cost', 'dollars for a million inferences', 1e6],
    MaxInvocations: ['throughput', 'invocations a minute'],
    ModelLatency: ['latency', 'ms'],
    CpuUtilization: ['CPU utilisation', '%'],
    MemoryUtilization: ['memory utilisation', '%'],
    ModelSetupTime: ['setup time', 's'],
    TimeToFirstToken: ['time to first token', 'ms'],
    InterTokenLatency: ['time between tokens', 'ms'],
    RequestLatency: ['latency of a request', 'ms'],
    OutputTokenThroughput: ['output', 'tokens a second'],
    RequestThroughput: ['throughput', 'requests a second'],
    ClientSideConcurrency: ['concurrency', 'requests'],
  };

/**
 * Formats a regression as one line.
 *
 * @example
 * ```ts
 * import { describeRegression, RegressionError } from 'stepstream';
 *
 * function report(error: unknown): void {
 *   if (error instanceof RegressionError) console.error(error.regressions.map(describeRegression).join('\n'));
 * }
 * ```
 */
export function describeRegression(regression: Regression): string {
  switch (regression.kind) {
    case 'worse':
      return `${stepLabel(regression.step)}: ${worseText(regression)}`;
    case 'unmeasured': {
      const { step, metric, before } = regression;
      return `${stepLabel(step)}: ${nameOf(regression)} was ${figureText(metric, before)}, and is not measured now`;
    }
    case 'failed':
    case 'missing':
      return failedOrMissingText(regression);
  }
}

function worseText(regression: WorseMetric): string {
  const { metric, before, after, percent, allowedPercent } = regression;
  const [, , times = 1] = WORDS[metric];
  const change = `${nameOf(regression)} ${digits(before * times)} -> ${figureText(metric, after)}`;
  return `${change}, ${percentText(Math.abs(percent), allowedPercent)}% worse, ${String(allowedPercent)}% is allowed`;
}

function failedOrMissingText({ step, baseline }: FailedOrMissingConfiguration): string {
  const type = step && instanceTypeOf(step);
  const unnamed = type === undefined ? 'a step that names no instance' : `a step on ${type}`;
  const name = baseline === undefined ? unnamed : stepLabel(baseline);
  if (step === undefined) return `${name}: completed in the baseline, and is not there now`;
  const reason = step.InferenceBenchmark?.FailureReason?.trim() ?? '';
  return `${name}: ${step.Status}${reason === '' ? '' : `: ${reason}`}`;
}

/** The name of a metric, or of a figure with its statistic: `time to first token p90`. */
const nameOf = ({ metric, stat }: WorseMetric | UnmeasuredMetric): string =>
  stat === undefined ? WORDS[metric][0] : `${WORDS[metric][0]} ${stat}`;

/** Formats a figure with its unit. */
function figureText(metric: keyof Metrics | Figure, value: number): string {
  const [, unit, times = 1] = WORDS[metric];
  return `${digits(value * times)} ${unit}`;
}

const digits = (value: number): string => String(Number(value.toPrecision(4)));

/** Formats a percentage with enough decimals to show that it is above the allowed one. */
function percentText(percent: number, allowed: number): string {
  const places = [1, 2, 4, 6].find(count => Number(percent.toFixed(count)) > allowed) ?? 8;
  return String(Number(percent.toFixed(places)));
}
