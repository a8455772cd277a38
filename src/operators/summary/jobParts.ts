import type { StepEvent, WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { tally, type Tally } from './tally.js';

/** What is known of one job. */
export interface JobParts {
  job?: WatchedJob;
  /** A step of a listing. */
  readonly add: (step: Step) => void;
  /** A step of a watch. */
  readonly change: (event: StepEvent) => void;
  readonly tally: () => Tally;
}

/** Keeps what is known of one job. Steps that change are counted anew, so that sums are exact. */
export function jobParts(): JobParts {
  const steps = new Map<string, Step>();
  let counted: Tally | undefined = tally();
  const current = (): Tally => {
    if (counted === undefined) {
      counted = tally();
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
    tally: current,
  };
}
