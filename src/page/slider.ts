import type { Step } from '../core/step.js';
import { metricOf, usable, type Metric } from '../operators/ranking/metric.js';
import { nearest, niceValues } from './niceValues.js';
import type { Wish } from './wishes.js';

/** What a slider has to choose from: `values`, and "any" at one end. */
export interface SliderScale {
  readonly values: readonly number[];
  /** Where "any" stands: after the values of an upper bound, before those of a lower one. */
  readonly any: 'first' | 'last';
}

const TRAFFIC_FROM = 10;
const TRAFFIC_TO = 20;

/** What there is to choose from for each wish, by what has been measured so far. */
export function sliderScales(steps: readonly Step[]): Readonly<Record<Wish, SliderScale>> {
  const [mostAtOnce = 1_000] = rangeOf(steps, 'MaxInvocations').slice(1);
  return {
    maxLatencyMs: { values: valuesOf(steps, 'ModelLatency'), any: 'last' },
    minInvocationsPerMinute: { values: valuesOf(steps, 'MaxInvocations'), any: 'first' },
    requestsPerMinute: { values: niceValues(TRAFFIC_FROM, TRAFFIC_TO * mostAtOnce), any: 'first' },
  };
}

function valuesOf(steps: readonly Step[], metric: Metric): readonly number[] {
  const [low, high] = rangeOf(steps, metric);
  return low === undefined || high === undefined ? [] : niceValues(low, high);
}

function rangeOf(steps: readonly Step[], metric: Metric): readonly number[] {
  const figures = steps.map(step => metricOf(step, metric)).filter(usable);
  return figures.length === 0 ? [] : [Math.min(...figures), Math.max(...figures)];
}

/** Where a slider stands for a value: 0 to `values.length`. */
export function positionOf({ values, any }: SliderScale, value: number | undefined): number {
  if (value === undefined || values.length === 0) return any === 'first' ? 0 : values.length;
  return nearest(values, value) + (any === 'first' ? 1 : 0);
}

/** The value of a position; undefined for "any". */
export function valueAt({ values, any }: SliderScale, position: number): number | undefined {
  return values[any === 'first' ? position - 1 : position];
}
