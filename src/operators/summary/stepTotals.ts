import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { accruedCosts, type AccruedCost } from './accruedCost.js';

/** Counts the steps of one job; it only ever grows. */
export interface StepTotals {
  readonly add: (step: Step) => void;
  /** Steps by status. */
  readonly counts: Readonly<Record<string, number>>;
  readonly steps: () => number;
  /** Steps that will not change again. */
  readonly done: () => number;
  /** When the first test began, and the last one that has ended ended; milliseconds since the epoch. */
  readonly began: () => number;
  readonly ended: () => number;
  readonly costAt: (now: number) => AccruedCost;
}

/** Makes an empty tally. */
export function stepTotals(): StepTotals {
  const counts: Record<string, number> = {};
  const spending = accruedCosts();
  let [steps, done, began, ended] = [0, 0, Infinity, -Infinity];
  return {
    add: step => {
      steps += 1;
      if (isTerminal(step.Status)) done += 1;
      counts[step.Status] = (counts[step.Status] ?? 0) + 1;
      const { InvocationStartTime, InvocationEndTime } = step.InferenceBenchmark ?? {};
      if (InvocationStartTime !== undefined) began = Math.min(began, InvocationStartTime.getTime());
      if (InvocationEndTime !== undefined) ended = Math.max(ended, InvocationEndTime.getTime());
      spending.add(step);
    },
    counts,
    steps: () => steps,
    done: () => done,
    began: () => began,
    ended: () => ended,
    costAt: spending.at,
  };
}
