import type { Step } from '../core/step.js';
import type { Bounds } from '../operators/ranking/bounds.js';
import { latency } from '../words/durations.js';
import { grouped } from '../words/numbers.js';
import { measuredScale, trafficScale, type SliderScale } from './sliderScale.js';

/** What a reader needs of a configuration. A criterion that is absent doesn't matter. */
export interface Criteria {
  /** Greatest ModelLatency, in milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** Least MaxInvocations, per minute. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** Traffic to serve: with it the cheapest month wins, without it the cheapest inference. */
  readonly requestsPerMinute?: number | undefined;
}

/** The name of a criterion. */
export type Criterion = keyof Criteria;

/** All that the page needs to know of one criterion. */
export interface CriterionSlider {
  /** Label of the slider. */
  readonly label: string;
  /** Parameter of the page's address. */
  readonly parameter: string;
  /** Text of the chosen value; undefined is none. */
  readonly text: (value: number | undefined) => string;
  /** Values to choose from, given the steps that have been measured. */
  readonly scale: (steps: readonly Step[]) => SliderScale;
}

/** A slider for each criterion, in the order of the page. Those that name a bound are bounds of the ranking. */
export const CRITERIA: Readonly<Record<Criterion, CriterionSlider>> = {
  maxLatencyMs: {
    label: 'Latency, at most',
    parameter: 'latency',
    text: value => (value === undefined ? 'any' : latency(value)),
    scale: steps => measuredScale(steps, 'ModelLatency', 'last'),
  },
  minInvocationsPerMinute: {
    label: 'Throughput of one, at least',
    parameter: 'throughput',
    text: value => (value === undefined ? 'any' : `${grouped(value)} a minute`),
    scale: steps => measuredScale(steps, 'MaxInvocations', 'first'),
  },
  requestsPerMinute: {
    label: 'Traffic to serve',
    parameter: 'traffic',
    text: value => (value === undefined ? 'not said' : `${grouped(value)} a minute`),
    scale: trafficScale,
  },
};

/** The criteria in the order of the page. */
export const CRITERION_NAMES = Object.keys(CRITERIA) as readonly Criterion[];

/** A scale for each criterion. */
export type SliderScales = Readonly<Record<Criterion, SliderScale>>;

/** The scales of all sliders, given the steps that have been measured. */
export const sliderScales = (steps: readonly Step[]): SliderScales =>
  Object.fromEntries(CRITERION_NAMES.map(name => [name, CRITERIA[name].scale(steps)])) as SliderScales;

/** No criterion at all. */
export const NO_CRITERIA: Criteria = {};

/** The criteria that bound a step; the traffic decides what the best is, and bounds nothing. */
export function boundsOf({ requestsPerMinute: _, ...bounds }: Criteria): Bounds {
  return bounds;
}
