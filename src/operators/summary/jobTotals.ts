import type { StepEvent, WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';
import type { AccruedCost } from './accruedCost.js';
import { stepTotals, type StepTotals } from './stepTotals.js';
import { testTimes, type TestTimes } from './testsSoFar.js';

/** The description of one job, and the totals of its steps. */
export interface JobTotals {
  job?: WatchedJob;
  /** A step of a listing. */
  readonly add: (step: Step) => void;
  /** A step of a watch. */
  readonly change: (event: StepEvent) => void;
  readonly stepTotals: () => StepTotals;
  /**
   * The cost at a moment. It doesn't fall, though a test that runs may count for longer than it did, or at another price;
   * but a removed test takes its cost with it.
   */
  readonly costAt: (now: number) => AccruedCost;
  /** The times of the tests; of a listing, those that were added since the job was known. */
  readonly tests: () => readonly TestTimes[];
}

/** Starts the totals of one job, exact sums: when a step changes or is removed, all are counted again. */
export function jobTotals(): JobTotals {
  const steps = stepRegistry<Step>();
  const listed: TestTimes[] = [];
  let totals: StepTotals | undefined = stepTotals();
  let mostUsd = 0;
  const current = (): StepTotals => {
    if (totals === undefined) {
      totals = stepTotals();
      for (const step of steps.values()) totals.add(step);
    }
    return totals;
  };
  const self: JobTotals = {
    add: step => {
      current().add(step);
      // Without the job nothing is expected.
      if (self.job !== undefined) listed.push(testTimes(step));
    },
    change: event => {
      if (event.change === 'removed') mostUsd = 0;
      const { before, after } = steps.apply(event, step => step);
      if (before === undefined && after !== undefined) totals?.add(after);
      else totals = undefined;
    },
    stepTotals: current,
    costAt: now => {
      const cost = current().costAt(now);
      mostUsd = Math.max(mostUsd, cost.spentUsd);
      return { ...cost, spentUsd: mostUsd };
    },
    tests: () => [...listed, ...Array.from(steps.values(), testTimes)],
  };
  return self;
}
