import { instanceCount } from '../../core/instance.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { METRICS, metricOf, usable } from '../ranking/metric.js';

/** The cost of the tests of a job so far. */
export interface AccruedCost {
  /** US dollars: the time of each test's invocations times its CostPerHour. */
  readonly spentUsd: number;
  /** Number of tests that ran, and whose price or time isn't known: they are not in `spentUsd`. */
  readonly unpriced: number;
}

/** Adds up the cost of tests; a test can't be taken out again. */
export interface AccruedCosts {
  readonly add: (step: Step) => void;
  /** Returns the sum at a moment, in milliseconds since the epoch. */
  readonly at: (now: number) => AccruedCost;
}

const HOUR_MS = 3_600_000;

/** Time of some tests that is billed, times their instances, in a form that gives it at any moment. */
interface BilledTime {
  /** Number of tests. */
  tests: number;
  /** Total time of the tests that have ended, in instance-milliseconds. */
  endedMs: number;
  /** Number of instances of the tests that are running. */
  running: number;
  /** Sum of the moments at which the running ones began, times their instances. */
  began: number;
}

/**
 * Prices are those of one instance, by instance type: CostPerHour / InitialInstanceCount. A test without a price of
 * its own, as it still runs or has failed, is priced as another one on the same type, on however many instances
 * that was, as soon as one of them has a price.
 */
export function accruedCosts(): AccruedCosts {
  const prices = new Map<string | undefined, number>();
  /** Time without a price yet, by instance type. */
  const unpricedTime = new Map<string | undefined, BilledTime>();
  let unpriced = 0;
  /** Sums of price times time, of all tests with a price. */
  let [ended, running, began] = [0, 0, 0];

  const addCost = (time: BilledTime, price: number): void => {
    ended += time.endedMs * price;
    running += time.running * price;
    began += time.began * price;
  };
  const setPrice = (type: string, price: number): void => {
    prices.set(type, price);
    const time = unpricedTime.get(type);
    if (time === undefined) return;
    addCost(time, price);
    unpriced -= time.tests;
    unpricedTime.delete(type);
  };

  return {
    add: step => {
      const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
      const own = priceOf(step);
      if (type !== undefined && own !== undefined && !prices.has(type)) setPrice(type, own);
      if (!hasRun(step)) return;
      const time = timeOf(step);
      const price = own ?? prices.get(type);
      if (time !== undefined && price !== undefined) {
        addCost(time, price);
        return;
      }
      unpriced += 1;
      if (time !== undefined) unpricedTime.set(type, sum(unpricedTime.get(type), time));
    },
    at: now => ({ spentUsd: (ended + Math.max(0, running * now - began)) / HOUR_MS, unpriced }),
  };
}

/** US dollars an hour for one instance of a test. */
function priceOf(step: Step): number | undefined {
  const price = metricOf(step, 'CostPerHour');
  return usable(price) ? price / instanceCount(step) : undefined;
}

/** Whether the test of a step got as far as its invocations: it has a time of them, completed, or was measured. */
function hasRun(step: Step): boolean {
  const { InvocationStartTime, InvocationEndTime } = step.InferenceBenchmark ?? {};
  return (
    InvocationStartTime !== undefined ||
    InvocationEndTime !== undefined ||
    step.Status === 'COMPLETED' ||
    METRICS.some(metric => usable(metricOf(step, metric)))
  );
}

/** The billed time of a test that ran; undefined where it doesn't say when it began, or when it ended. */
function timeOf(step: Step): BilledTime | undefined {
  const { InvocationStartTime, InvocationEndTime } = step.InferenceBenchmark ?? {};
  const began = InvocationStartTime?.getTime();
  const ended = InvocationEndTime?.getTime();
  const count = instanceCount(step);
  if (began === undefined) return undefined;
  if (ended !== undefined) {
    return { tests: 1, endedMs: count * Math.max(0, ended - began), running: 0, began: 0 };
  }
  if (isTerminal(step.Status)) return undefined;
  return { tests: 1, endedMs: 0, running: count, began: count * began };
}

function sum(a: BilledTime | undefined, b: BilledTime): BilledTime {
  if (a === undefined) return b;
  return {
    tests: a.tests + b.tests,
    endedMs: a.endedMs + b.endedMs,
    running: a.running + b.running,
    began: a.began + b.began,
  };
}
