import type { Stat } from '../core/figures.js';
import type { Step } from '../core/step.js';
import { metricOf } from '../operators/ranking/metric.js';
import type { Bounds } from '../operators/ranking/bounds.js';
import { exact } from '../words/numbers.js';
import { DEFAULT_STAT, figureOfStep } from './deploymentFigures.js';
import { holding, measuredScale, trafficScale, type SliderScale } from './sliderScale.js';

/** What a reader needs of a configuration. A criterion that is absent doesn't matter. */
export interface Criteria {
  /** Greatest ModelLatency, in milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** Least MaxInvocations, per minute. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** Traffic to serve: with it the cheapest month wins, without it the cheapest inference. */
  readonly requestsPerMinute?: number | undefined;
  /** Of recommendations: greatest TimeToFirstToken, in milliseconds. */
  readonly maxTtftMs?: number | undefined;
  /** Of recommendations: greatest RequestLatency, in milliseconds. */
  readonly maxRequestLatencyMs?: number | undefined;
  /** Of recommendations: least OutputTokenThroughput, per second. */
  readonly minTokensPerSecond?: number | undefined;
  /** Of recommendations: the statistic of all latencies. */
  readonly stat?: Stat | undefined;
  /** Of recommendations: what the pick is the best by. */
  readonly by?: PickedBy | undefined;
}

/** What the pick among recommendations is the best by: the quickest first token, or the most tokens a second. */
export type PickedBy = (typeof PICKED_BY)[number];

/** What the pick among recommendations can be the best by. */
export const PICKED_BY = ['tokens', 'ttft'] as const;

/** The name of a criterion that is a number. */
export type Criterion = Exclude<keyof Criteria, 'stat' | 'by'>;

/** The kinds of jobs that have criteria. */
export type JudgedKind = 'classic' | 'recommendation';

/** All that the page needs to know of one criterion. */
export interface CriterionSlider {
  /** The jobs that it is for. */
  readonly kind: JudgedKind;
  /** Label of the slider. */
  readonly label: string;
  /** Parameter of the page's address. */
  readonly parameter: string;
  /** Text of the chosen value; undefined is none. */
  readonly text: (value: number | undefined) => string;
  /** Values to choose from, given the steps that have been measured, and the statistic of latencies. */
  readonly scale: (steps: readonly Step[], stat: Stat) => SliderScale;
}

const SECOND_MS = 1_000;

/** A latency as it was chosen, without rounding: a link shows exactly what it says. */
const exactLatency = (ms: number): string =>
  ms >= SECOND_MS ? `${exact(ms / SECOND_MS)} s` : `${exact(ms)} ms`;

/** A slider for each criterion, in the order of the page. Those that name a bound are bounds of the ranking. */
export const CRITERIA: Readonly<Record<Criterion, CriterionSlider>> = {
  requestsPerMinute: {
    kind: 'classic',
    label: 'Traffic to serve',
    parameter: 'traffic',
    text: value => (value === undefined ? 'not given' : `${exact(value)} a minute`),
    scale: trafficScale,
  },
  maxLatencyMs: {
    kind: 'classic',
    label: 'Latency, at most',
    parameter: 'latency',
    text: value => (value === undefined ? 'any' : exactLatency(value)),
    scale: steps => measuredScale(steps, step => metricOf(step, 'ModelLatency'), 'last'),
  },
  minInvocationsPerMinute: {
    kind: 'classic',
    label: 'One takes, at least',
    parameter: 'throughput',
    text: value => (value === undefined ? 'any' : `${exact(value)} a minute`),
    scale: steps => measuredScale(steps, step => metricOf(step, 'MaxInvocations'), 'first'),
  },
  maxTtftMs: {
    kind: 'recommendation',
    label: 'First token, at most',
    parameter: 'ttft',
    text: value => (value === undefined ? 'any' : exactLatency(value)),
    scale: (steps, stat) =>
      measuredScale(steps, step => figureOfStep(step, 'TimeToFirstToken', stat), 'last'),
  },
  maxRequestLatencyMs: {
    kind: 'recommendation',
    label: 'Request, at most',
    parameter: 'request',
    text: value => (value === undefined ? 'any' : exactLatency(value)),
    scale: (steps, stat) => measuredScale(steps, step => figureOfStep(step, 'RequestLatency', stat), 'last'),
  },
  minTokensPerSecond: {
    kind: 'recommendation',
    label: 'Tokens/s, at least',
    parameter: 'tokens',
    text: value => (value === undefined ? 'any' : exact(value)),
    scale: steps => measuredScale(steps, step => figureOfStep(step, 'OutputTokenThroughput'), 'first'),
  },
};

/** The criteria in the order of the page. */
export const CRITERION_NAMES = Object.keys(CRITERIA) as readonly Criterion[];

/** A scale for each criterion. */
export type SliderScales = Readonly<Record<Criterion, SliderScale>>;

/**
 * The scales of all sliders, given the steps that have been measured. Each holds the chosen value: a link may say one that
 * lies between two others, that nothing has been measured at, or that comes before anything is measured.
 */
export const sliderScales = (steps: readonly Step[], criteria: Criteria = NO_CRITERIA): SliderScales =>
  Object.fromEntries(
    CRITERION_NAMES.map(name => [
      name,
      holding(CRITERIA[name].scale(steps, criteria.stat ?? DEFAULT_STAT), criteria[name]),
    ]),
  ) as SliderScales;

/** No criterion at all. */
export const NO_CRITERIA: Criteria = {};

/** What is chosen by, without what bounds it. */
export const withoutBounds = ({ requestsPerMinute, stat, by }: Criteria): Criteria => ({
  requestsPerMinute,
  stat,
  by,
});

/** The criteria that bound the steps of jobs of this kind; the traffic decides what the best is, and bounds nothing. */
export function boundsOf(criteria: Criteria, kind: JudgedKind = 'classic'): Bounds {
  const bounds = CRITERION_NAMES.flatMap(name => {
    const value = criteria[name];
    const isBound = CRITERIA[name].kind === kind && name !== 'requestsPerMinute' && value !== undefined;
    return isBound ? [[name, value] as const] : [];
  });
  const { stat = DEFAULT_STAT } = criteria;
  const stats = { maxTtftMs: stat, maxRequestLatencyMs: stat };
  return { ...Object.fromEntries(bounds), ...(kind === 'recommendation' && { stat: stats }) };
}
