import { fromCompare, type Ord } from 'fp-ts/lib/Ord.js';
import type { Metrics, Step } from '../core/step.js';

/**
 * What makes a step better than another: a smaller one in `order` is better, and only a step that
 * `measured` accepts can be ranked at all.
 */
export interface StepOrder {
  readonly order: Ord<Step>;
  readonly measured: (step: Step) => boolean;
}

/** A metric that says something: there, finite, and above zero. */
export function usable(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Infinity;
}

/** The order by one metric, smallest first. */
export function ascending(metric: keyof Metrics): StepOrder {
  const read = (step: Step): number | undefined => step.InferenceBenchmark?.Metrics?.[metric];
  return {
    order: fromCompare((a, b) => {
      const x = read(a) ?? Infinity;
      const y = read(b) ?? Infinity;
      return x < y ? -1 : x > y ? 1 : 0;
    }),
    measured: step => usable(read(step)),
  };
}
