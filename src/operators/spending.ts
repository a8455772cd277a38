import { isTerminal } from '../core/status.js';
import type { Step } from '../core/step.js';
import { metricOf, usable } from './metric.js';

/** What the tests of a job have cost. */
export interface Spending {
  /** US dollars: the time of its invocations times CostPerHour. */
  readonly spentUsd: number;
  /** Tests that ran and whose price isn't known: they are not in `spentUsd`. */
  readonly unpriced: number;
}

/** Adds up what tests cost; it only ever grows. */
export interface SpendingSum {
  readonly add: (step: Step) => void;
  /** The sum at a moment, milliseconds since the epoch. */
  readonly at: (now: number) => Spending;
}

const HOUR_MS = 3_600_000;

/** Tests of one price, or of one instance type while their price isn't known. */
interface Tests {
  count: number;
  endedMs: number;
  running: number;
  /** The sum of the moments at which the running ones began. */
  began: number;
}

/**
 * A test without a price of its own, as it still runs or has failed, is priced as another one on the same
 * instance type.
 */
export function spendingSum(): SpendingSum {
  const prices = new Map<string, number>();
  const tests = new Map<number | string | undefined, Tests>();

  const testsOf = (key: number | string | undefined): Tests => {
    const known = tests.get(key) ?? { count: 0, endedMs: 0, running: 0, began: 0 };
    tests.set(key, known);
    return known;
  };

  return {
    add: step => {
      const { InvocationStartTime, InvocationEndTime, EndpointConfiguration } = step.InferenceBenchmark ?? {};
      const type = EndpointConfiguration?.InstanceType;
      const price = metricOf(step, 'CostPerHour');
      if (type !== undefined && usable(price)) prices.set(type, price);
      if (InvocationStartTime === undefined) return;
      const sum = testsOf(usable(price) ? price : type);
      const began = InvocationStartTime.getTime();
      sum.count += 1;
      if (InvocationEndTime !== undefined) sum.endedMs += Math.max(0, InvocationEndTime.getTime() - began);
      else if (!isTerminal(step.Status)) {
        sum.running += 1;
        sum.began += began;
      }
    },
    at: now => {
      let [spentUsd, unpriced] = [0, 0];
      for (const [key, { count, endedMs, running, began }] of tests) {
        const price = typeof key === 'string' ? prices.get(key) : key;
        if (price === undefined) unpriced += count;
        else spentUsd += ((endedMs + Math.max(0, running * now - began)) / HOUR_MS) * price;
      }
      return { spentUsd, unpriced };
    },
  };
}
