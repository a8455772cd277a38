import type { StepEvent, WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { stepTotals, type StepTotals } from './stepTotals.js';

/** What is known of one job. */
export interface JobTotals {
  job?: WatchedJob;
  /** A step of a listing. */
  readonly add: (step: Step) => void;
  /** A step of a watch. */
  readonly change: (event: StepEvent) => void;
  readonly stepTotals: () => StepTotals;
}

/** Keeps what is known of one job. Steps that change are counted anew, so that sums are exact. */
export function jobTotals(): JobTotals {
  const steps = new Map<string, Step>();
  let counted: StepTotals | undefined = stepTotals();
  const current = (): StepTotals => {
    if (counted === undefined) {
      counted = stepTotals();
      for (const step of steps.values()) counted.add(step);
    }
    return counted;
  };
  return {
    add: step => {
      current().add(step);
    },
    change: ({ change, key, step }) => {
      const fresh = change !== 'removed' && !steps.has(key);
      if (change === 'removed') steps.delete(key);
      else steps.set(key, step);
      if (fresh) counted?.add(step);
      else counted = undefined;
    },
    stepTotals: current,
  };
}
