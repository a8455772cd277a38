import { counted } from '../core/counted.js';
import type { Step } from '../core/step.js';
import type { Summary } from '../operators/summary/summary.js';
import { isServerlessRun } from '../operators/summary/accruedCost.js';
import { spent } from './money.js';
import { grouped } from './numbers.js';

/** What a job has cost so far, in words. */
export interface Spending {
  /** `$3.21`; undefined while no test has a price. */
  readonly amount: string | undefined;
  /** What the amount leaves out, or why there is none; empty for nothing. */
  readonly note: string;
}

/** Says what these steps have cost; nothing known isn't `$0.00`, unless the job is over and none has run. */
export function spending(
  { spentUsd, unpriced }: Pick<Summary, 'spentUsd' | 'unpriced'>,
  steps: readonly Step[],
  over: boolean,
): Spending {
  const serverless = steps.filter(isServerlessRun).length;
  if (spentUsd === 0 && !(over && unpriced === 0))
    return {
      amount: undefined,
      note: serverless === 0 ? '' : 'serverless tests have no price by the hour',
    };
  const others = unpriced - serverless;
  const missing = [
    ...(serverless === 0
      ? []
      : [`${counted(serverless, 'serverless test', grouped)} (no price by the hour)`]),
    ...(others === 0 ? [] : [`${counted(others, 'test', grouped)} of unknown cost`]),
  ];
  return {
    amount: spent(spentUsd),
    note: missing.length === 0 ? '' : `without ${missing.join(' and ')}`,
  };
}

/** What is said in place of an amount. */
export const unknownAmount = (over: boolean): string => (over ? 'not known' : 'not known yet');
