import type { Metrics, Step } from '../../core/step.js';

/** The name of a metric, as in the API of AWS. */
export type Metric = keyof Metrics;

/** Every metric of a benchmark. */
export const METRICS: readonly Metric[] = Object.keys({
  CostPerHour: 0,
  CostPerInference: 0,
  MaxInvocations: 0,
  ModelLatency: 0,
  CpuUtilization: 0,
  MemoryUtilization: 0,
  ModelSetupTime: 0,
} satisfies Record<Metric, 0>) as Metric[];

/** Returns the metric of a step; `undefined` or `NaN` where it is not available. */
export function metricOf(step: Step, metric: Metric): number | undefined {
  return step.InferenceBenchmark?.Metrics?.[metric];
}

/** Whether a metric is a measurement: present, finite, and above zero. */
export function usable(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Infinity;
}
