import type { Metrics, Step } from '../../core/step.js';

/** The name of a metric, as in the API of AWS. */
export type Metric = keyof Metrics;

/** Reads one metric: by its name in the source, which engines do several times as fast as by a name in a variable. */
const READERS: Readonly<Record<Metric, (metrics: Metrics) => number | undefined>> = {
  CostPerHour: metrics => metrics.CostPerHour,
  CostPerInference: metrics => metrics.CostPerInference,
  MaxInvocations: metrics => metrics.MaxInvocations,
  ModelLatency: metrics => metrics.ModelLatency,
  CpuUtilization: metrics => metrics.CpuUtilization,
  MemoryUtilization: metrics => metrics.MemoryUtilization,
  ModelSetupTime: metrics => metrics.ModelSetupTime,
};

/** Every metric of a benchmark. */
export const METRICS: readonly Metric[] = Object.keys(READERS) as Metric[];

/** Returns the metric of a step; `undefined` or `NaN` where it is not available. */
export function metricOf(step: Step, metric: Metric): number | undefined {
  return step.InferenceBenchmark?.Metrics?.[metric];
}

/** Makes a reader of one metric, for what reads it of many steps. */
export function metricReader(metric: Metric): (step: Step) => number | undefined {
  const read = READERS[metric];
  return step => {
    const metrics = step.InferenceBenchmark?.Metrics;
    return metrics === undefined ? undefined : read(metrics);
  };
}

/** Whether a metric is a measurement: present, finite, and above zero. */
export function usable(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Infinity;
}

const NOTHING: readonly Metric[] = [];

/** Returns those of the metrics that a step has no measurement of. */
export function unmeasured(step: Step, metrics: readonly Metric[]): readonly Metric[] {
  // Nearly all steps have all: a list is made for the others alone.
  for (const metric of metrics)
    if (!usable(metricOf(step, metric))) return metrics.filter(name => !usable(metricOf(step, name)));
  return NOTHING;
}
