import { FIGURES, type Figure, type Figures } from '../../core/figures.js';
import type { Metrics } from '../../core/step.js';
import { METRICS, usable, type Metric } from '../ranking/metric.js';

/**
 * The change of a metric: `better` or `worse` by its direction, `same` to the last digit, `changed` for a
 * metric without a direction, `unknown` where one of the two figures is not a measurement.
 */
export type Verdict = 'better' | 'worse' | 'same' | 'changed' | 'unknown';

/** A metric before and after. A figure that is absent, `NaN`, infinite, zero or negative is absent here. */
export interface Delta {
  readonly before?: number;
  readonly after?: number;
  /** (after - before) / before, in percent: 5 is five percent more. Always finite; absent when unknown. */
  readonly percent?: number;
  readonly verdict: Verdict;
}

/** A delta for each metric. */
export type Deltas = { readonly [K in keyof Required<Metrics>]: Delta };

/** A delta for each figure of a recommendation and each of its statistics that one side has. */
export type FigureDeltas = Readonly<Partial<Record<Figure, Readonly<Record<string, Delta>>>>>;

/** A direction in which a figure is better. */
type Direction = 'lower' | 'higher' | 'none';

/** The direction in which each metric is better. A utilisation is neither good nor bad by itself. */
const DIRECTIONS: Readonly<Record<Metric | Figure, Direction>> = {
  CostPerHour: 'lower',
  CostPerInference: 'lower',
  MaxInvocations: 'higher',
  ModelLatency: 'lower',
  CpuUtilization: 'none',
  MemoryUtilization: 'none',
  ModelSetupTime: 'lower',
  TimeToFirstToken: 'lower',
  InterTokenLatency: 'lower',
  RequestLatency: 'lower',
  OutputTokenThroughput: 'higher',
  RequestThroughput: 'higher',
  ClientSideConcurrency: 'none',
};

/** Compares the metrics before with those after, one by one. */
export function deltasOf(before: Metrics = {}, after: Metrics = {}): Deltas {
  return Object.fromEntries(
    METRICS.map(name => [name, deltaOf(name, before[name], after[name])]),
  ) as unknown as Deltas;
}

/** Compares the figures of recommendations before with those after, one by one and each by statistic. */
export function figureDeltasOf(before: Figures = {}, after: Figures = {}): FigureDeltas {
  return Object.fromEntries(
    FIGURES.flatMap(figure => {
      const [old, next] = [before[figure] ?? {}, after[figure] ?? {}];
      const stats = [...new Set([...Object.keys(old), ...Object.keys(next)])];
      if (stats.length === 0) return [];
      const own = (values: Readonly<Record<string, number>>, stat: string): number | undefined =>
        Object.hasOwn(values, stat) ? values[stat] : undefined;
      return [
        [
          figure,
          Object.fromEntries(stats.map(stat => [stat, deltaOf(figure, own(old, stat), own(next, stat))])),
        ],
      ];
    }),
  );
}

/** Compares one figure before with the one after. */
export function deltaOf(name: Metric | Figure, before: number | undefined, after: number | undefined): Delta {
  const figures = { ...(usable(before) && { before }), ...(usable(after) && { after }) };
  if (!usable(before) || !usable(after)) return { ...figures, verdict: 'unknown' };
  const percent = Math.min(((after - before) / before) * 100, Number.MAX_VALUE);
  return { ...figures, percent, verdict: verdictOf(name, before, after) };
}

function verdictOf(name: Metric | Figure, before: number, after: number): Verdict {
  if (after === before) return 'same';
  if (DIRECTIONS[name] === 'none') return 'changed';
  return after < before === (DIRECTIONS[name] === 'lower') ? 'better' : 'worse';
}
