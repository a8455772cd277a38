import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { accruedCosts, type AccruedCost } from './accruedCost.js';

/** Totals over the steps of one job; a step can't be taken out again. */
export interface StepTotals {
  readonly add: (step: Step) => void;
  /** Number of steps by status. */
  readonly counts: Readonly<Record<string, number>>;
  readonly steps: () => number;
  /** Number of steps that have ended. */
  readonly done: () => number;
  /** Start of the first test, in milliseconds since the epoch; `Infinity` where none has started. */
  readonly began: () => number;
  /** Latest end of a test, in milliseconds since the epoch; `-Infinity` where none has ended. */
  readonly ended: () => number;
  readonly costAt: (now: number) => AccruedCost;
}

/** Starts with no steps. */
export function stepTotals(): StepTotals {
  const counts: Record<string, number> = {};
  const costs = accruedCosts();
  let [steps, done, began, ended] = [0, 0, Infinity, -Infinity];
  return {
    add: step => {
      steps += 1;
      if (isTerminal(step.Status)) done += 1;
      counts[step.Status] = (counts[step.Status] ?? 0) + 1;
      const { InvocationStartTime, InvocationEndTime } = step.InferenceBenchmark ?? {};
      if (InvocationStartTime !== undefined) began = Math.min(began, InvocationStartTime.getTime());
      if (InvocationEndTime !== undefined) ended = Math.max(ended, InvocationEndTime.getTime());
      costs.add(step);
    },
    counts,
    steps: () => steps,
    done: () => done,
    began: () => began,
    ended: () => ended,
    costAt: costs.at,
  };
}
