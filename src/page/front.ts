import type { Step } from '../core/step.js';
import { usable } from '../operators/ranking/metric.js';
import { runningParetoFront } from '../operators/ranking/runningParetoFront.js';

/** The position of a step on the chart; undefined where it lacks a figure. */
export type PlaceOf = (step: Step) => readonly [x: number | undefined, y: number | undefined];

/**
 * The steps that no other beats on both figures, the best by y first. Less is better to the right; upwards more is better with
 * `upwards` 'more', else less.
 */
export function frontOf(steps: readonly Step[], placeOf: PlaceOf, upwards: 'less' | 'more'): readonly Step[] {
  const best = runningParetoFront<Step>({ appendOnly: true });
  const sign = upwards === 'more' ? -1 : 1;
  for (const [turn, step] of steps.entries()) {
    const [x, y] = placeOf(step);
    if (usable(x) && usable(y)) best.add({ value: step, at: [sign * y, x], sequence: turn });
  }
  return best.values();
}
