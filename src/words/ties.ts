import type { Step } from '../core/step.js';
import { metricOf, usable } from '../operators/ranking/metric.js';
import { percentSize } from './percents.js';

/** The figure that steps are ranked by, and how it is shown. */
export interface ShownFigure {
  readonly figureOf: (step: Step) => number | undefined;
  readonly write: (figure: number) => string;
  /** What a step with the worse figure is: `dearer`. */
  readonly behind: string;
  /** Writes a difference in percent. Default: `0.3 %`. */
  readonly percent?: (percent: number) => string;
}

/**
 * Why the second of two steps is behind the first although their figures look the same, in an order that goes on by latency:
 * `0.3 % dearer before rounding`, `slower`, `without a latency`, or `listed later`. Undefined where they don't look the same.
 */
export function tieReason(
  first: Step,
  second: Step,
  { figureOf, write, behind, percent = percentOrLess }: ShownFigure,
): string | undefined {
  const [figure, other] = [figureOf(first), figureOf(second)];
  if (figure === undefined || other === undefined || write(figure) !== write(other)) return undefined;
  if (figure !== other) return `${percent(percentBetween(figure, other))} ${behind} before rounding`;
  const [quick, slow] = [first, second].map(step => metricOf(step, 'ModelLatency'));
  if (!usable(slow)) return usable(quick) ? 'without a latency' : 'listed later';
  return quick === slow ? 'listed later' : 'slower';
}

const percentOrLess = (percent: number): string => (percent < 0.1 ? '<0.1 %' : percentSize(percent));

/** By how much a figure differs from the first one, in percent of the first. */
export const percentBetween = (first: number, other: number): number =>
  (Math.abs(other - first) / first) * 100;
