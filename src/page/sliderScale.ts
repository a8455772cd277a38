import type { Step } from '../core/step.js';
import { metricOf, usable } from '../operators/ranking/metric.js';
import { nearest, niceValues } from './niceValues.js';

/** The positions of a slider: `values`, and "any" at one end. */
export interface SliderScale {
  readonly values: readonly number[];
  /** Position of "any": after the values of an upper bound, before those of a lower one. */
  readonly any: 'first' | 'last';
}

type ReadFigure = (step: Step) => number | undefined;

/** Least traffic to choose, in requests a minute. */
const LEAST_TRAFFIC = 10;
/** Greatest traffic to choose, as a multiple of what one endpoint takes. */
const MOST_ENDPOINTS = 20;
/** Invocations a minute that one endpoint is taken to serve while none has been measured. */
const ASSUMED_INVOCATIONS = 1_000;

/** The scale of a figure: round values over the range that has been measured so far. */
export function measuredScale(
  steps: readonly Step[],
  read: ReadFigure,
  any: SliderScale['any'],
): SliderScale {
  const [low, high] = rangeOf(steps, read);
  return { values: low === undefined || high === undefined ? [] : niceValues(low, high), any };
}

/** The scale of the traffic: up to 20 times what the largest endpoint takes. */
export function trafficScale(steps: readonly Step[]): SliderScale {
  const [, largest = ASSUMED_INVOCATIONS] = rangeOf(steps, step => metricOf(step, 'MaxInvocations'));
  return { values: niceValues(LEAST_TRAFFIC, MOST_ENDPOINTS * largest), any: 'first' };
}

/** The same scale with this value among the others. */
export function holding(scale: SliderScale, value: number | undefined): SliderScale {
  const { values } = scale;
  if (value === undefined || values.includes(value)) return scale;
  return { ...scale, values: [...values, value].sort((a, b) => a - b) };
}

function rangeOf(steps: readonly Step[], read: ReadFigure): readonly number[] {
  const figures = steps.map(read).filter(usable);
  return figures.length === 0 ? [] : [Math.min(...figures), Math.max(...figures)];
}

/** The position of a value on a slider: 0 to `values.length`. */
export function positionOf({ values, any }: SliderScale, value: number | undefined): number {
  if (value === undefined || values.length === 0) return any === 'first' ? 0 : values.length;
  return nearest(values, value) + (any === 'first' ? 1 : 0);
}

/** The value at a position; undefined is "any". */
export function valueAt({ values, any }: SliderScale, position: number): number | undefined {
  return values[any === 'first' ? position - 1 : position];
}
