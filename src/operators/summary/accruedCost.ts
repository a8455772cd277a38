import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { metricOf, usable } from '../ranking/metric.js';

/** The cost of the tests of a job so far. */
export interface AccruedCost {
  /** US dollars: the time of each test's invocations times its CostPerHour. */
  readonly spentUsd: number;
  /** Number of tests that ran and have no known price: they are not in `spentUsd`. */
  readonly unpriced: number;
}

/** Adds up the cost of tests; a test can't be taken out again. */
export interface AccruedCosts {
  readonly add: (step: Step) => void;
  /** Returns the sum at a moment, in milliseconds since the epoch. */
  readonly at: (now: number) => AccruedCost;
}

const HOUR_MS = 3_600_000;

/** Time of some tests that is billed, in a form that gives it at any moment. */
interface BilledTime {
  /** Number of tests. */
  tests: number;
  /** Total time of the tests that have ended, in milliseconds. */
  endedMs: number;
  /** Number of tests that are running. */
  running: number;
  /** Sum of the moments at which the running ones began. */
  began: number;
}

/**
 * A test without a price of its own, as it still runs or has failed, is priced as another one on the same
 * instance type, as soon as one of them has a price.
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
      const own = metricOf(step, 'CostPerHour');
      if (type !== undefined && usable(own) && !prices.has(type)) setPrice(type, own);
      const time = timeOf(step);
      if (time === undefined) return;
      const price = usable(own) ? own : prices.get(type);
      if (price !== undefined) addCost(time, price);
      else {
        unpriced += 1;
        unpricedTime.set(type, sum(unpricedTime.get(type), time));
      }
    },
    at: now => ({ spentUsd: (ended + Math.max(0, running * now - began)) / HOUR_MS, unpriced }),
  };
}

/** Undefined for a test that never ran. A test that has ended without an end time counts as ended at its start. */
function timeOf({ Status, InferenceBenchmark }: Step): BilledTime | undefined {
  const began = InferenceBenchmark?.InvocationStartTime?.getTime();
  if (began === undefined) return undefined;
  const ended = InferenceBenchmark?.InvocationEndTime?.getTime() ?? (isTerminal(Status) ? began : undefined);
  return ended === undefined
    ? { tests: 1, endedMs: 0, running: 1, began }
    : { tests: 1, endedMs: Math.max(0, ended - began), running: 0, began: 0 };
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
