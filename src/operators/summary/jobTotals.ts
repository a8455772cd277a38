import type { StepEvent, WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';
import { stepTotals, type StepTotals } from './stepTotals.js';

/** The description of one job, and the totals of its steps. */
export interface JobTotals {
  job?: WatchedJob;
  /** A step of a listing. */
  readonly add: (step: Step) => void;
  /** A step of a watch. */
  readonly change: (event: StepEvent) => void;
  readonly stepTotals: () => StepTotals;
}

/** Starts the totals of one job, exact sums: when a step changes or is removed, all are counted again. */
export function jobTotals(): JobTotals {
  const steps = stepRegistry<Step>();
  let totals: StepTotals | undefined = stepTotals();
  const current = (): StepTotals => {
    if (totals === undefined) {
      totals = stepTotals();
      for (const step of steps.values()) totals.add(step);
    }
    return totals;
  };
  return {
    add: step => {
      current().add(step);
    },
    change: event => {
      const { before, after } = steps.apply(event, step => step);
      if (before === undefined && after !== undefined) totals?.add(after);
      else totals = undefined;
    },
    stepTotals: current,
  };
}
