import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { metricOf, usable } from '../ranking/metric.js';

/** What the tests of a job have cost. */
export interface AccruedCost {
  /** US dollars: the time of its invocations times CostPerHour. */
  readonly spentUsd: number;
  /** Tests that ran and whose price isn't known: they are not in `spentUsd`. */
  readonly unpriced: number;
}

/** Adds up what tests cost; it only ever grows. */
export interface AccruedCosts {
  readonly add: (step: Step) => void;
  /** The sum at a moment, milliseconds since the epoch. */
  readonly at: (now: number) => AccruedCost;
}

const HOUR_MS = 3_600_000;

/** Time that is to be paid for, at any moment. */
interface Time {
  tests: number;
  /** Milliseconds of the tests that have ended. */
  endedMs: number;
  running: number;
  /** The sum of the moments at which the running ones began. */
  began: number;
}

/**
 * A test without a price of its own, as it still runs or has failed, is priced as another one on the same
 * instance type, as soon as one of them has a price.
 */
export function accruedCosts(): AccruedCosts {
  const prices = new Map<string | undefined, number>();
  /** By instance type, what has no price yet. */
  const waiting = new Map<string | undefined, Time>();
  let unpriced = 0;
  /** Of all tests with a price: price times time. */
  let [ended, running, began] = [0, 0, 0];

  const pay = (time: Time, price: number): void => {
    ended += time.endedMs * price;
    running += time.running * price;
    began += time.began * price;
  };
  const learn = (type: string, price: number): void => {
    prices.set(type, price);
    const time = waiting.get(type);
    if (time === undefined) return;
    pay(time, price);
    unpriced -= time.tests;
    waiting.delete(type);
  };

  return {
    add: step => {
      const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
      const own = metricOf(step, 'CostPerHour');
      if (type !== undefined && usable(own) && !prices.has(type)) learn(type, own);
      const time = timeOf(step);
      if (time === undefined) return;
      const price = usable(own) ? own : prices.get(type);
      if (price !== undefined) pay(time, price);
      else {
        unpriced += 1;
        waiting.set(type, sum(waiting.get(type), time));
      }
    },
    at: now => ({ spentUsd: (ended + Math.max(0, running * now - began)) / HOUR_MS, unpriced }),
  };
}

/** Undefined for a test that never ran. One that has ended without saying when doesn't run on. */
function timeOf({ Status, InferenceBenchmark }: Step): Time | undefined {
  const began = InferenceBenchmark?.InvocationStartTime?.getTime();
  if (began === undefined) return undefined;
  const ended = InferenceBenchmark?.InvocationEndTime?.getTime() ?? (isTerminal(Status) ? began : undefined);
  return ended === undefined
    ? { tests: 1, endedMs: 0, running: 1, began }
    : { tests: 1, endedMs: Math.max(0, ended - began), running: 0, began: 0 };
}

function sum(a: Time | undefined, b: Time): Time {
  if (a === undefined) return b;
  return {
    tests: a.tests + b.tests,
    endedMs: a.endedMs + b.endedMs,
    running: a.running + b.running,
    began: a.began + b.began,
  };
}
