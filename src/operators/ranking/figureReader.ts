import { checkOptions, type Rule } from '../../core/check.js';
import { figureOf, statOf, throughputOf, type Figure, type Stat } from '../../core/figures.js';
import type { Step } from '../../core/step.js';
import { usable } from './metric.js';
import type { MissingFigure } from './missing.js';

/** The statistic of a figure. */
export interface FigureOptions {
  /**
   * The statistic, such as `p90`; in any case, `average` is `avg`. A step without it is excluded: no other statistic takes
   * its place. Default `p50` for latencies; of a throughput its average, or the value of a row that names no statistic;
   * `value`, which is that row, for ClientSideConcurrency.
   */
  readonly stat?: Stat | undefined;
}

/** Reads one figure of steps, by one statistic. */
export interface FigureReader {
  /** The figure where it is a measurement: finite, and above zero. */
  readonly read: (step: Step) => number | undefined;
  /** The reason for which a step without the figure is excluded. */
  readonly missing: MissingFigure;
}

/** A statistic: text with a letter or a digit. */
export const isStat: Rule = {
  must: "must be a statistic such as 'p50', 'p99' or 'avg'",
  holds: value => typeof value === 'string' && statOf(value) !== '',
};

const DEFAULTS: Readonly<Record<Figure, Stat>> = {
  TimeToFirstToken: 'p50',
  InterTokenLatency: 'p50',
  RequestLatency: 'p50',
  OutputTokenThroughput: 'avg',
  RequestThroughput: 'avg',
  ClientSideConcurrency: 'value',
};

/** Makes a reader of a figure. `stat` is checked by `isStat`. */
export function figureReader(figure: Figure, stat?: Stat): FigureReader {
  const wanted = stat === undefined ? DEFAULTS[figure] : statOf(stat);
  const isThroughput = figure === 'OutputTokenThroughput' || figure === 'RequestThroughput';
  return {
    read: ({ figures }) => {
      const value =
        isThroughput && stat === undefined
          ? throughputOf(figures, figure)
          : figureOf(figures, figure, wanted);
      return usable(value) ? value : undefined;
    },
    missing: { kind: 'figure', figure, stat: wanted },
  };
}

/** Returns the options of a figure, checked. Fails with `InvalidInputError`. */
export const checkFigureOptions = (where: string, options: FigureOptions | undefined): FigureOptions =>
  checkOptions<FigureOptions>(where, options, { stat: isStat });
