import { endpointKind, instanceCount } from '../../core/instance.js';
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

/** The price of one instance of a type, and when the test that gave it ended; `Infinity` where that isn't known. */
interface TypePrice {
  readonly price: number;
  readonly measuredAt: number;
}

/** Sums over some tests, in a form that gives their time at any moment; each is weighed by instances, or by price. */
interface BilledTime {
  /** Number of tests. */
  tests: number;
  /** Total time of those that have ended, in milliseconds. */
  endedMs: number;
  /** Sum of the weights of those that run. */
  running: number;
  /** Sum of the moments at which these began. */
  began: number;
}

/** The cost of some tests, in US dollars an hour times milliseconds, and how many of them have no price. */
interface OtherCost {
  readonly cost: number;
  readonly unpriced: number;
}

/**
 * Prices are those of one instance, by instance type: CostPerHour / InitialInstanceCount. A test without a price of
 * its own, as it still runs or has failed, is priced as another one on the same type, on however many instances
 * that was, as soon as one of them has a price. Of several prices the one counts that was measured first, in
 * whichever order the tests are added: so it doesn't change as further tests end.
 */
export function accruedCosts(): AccruedCosts {
  const prices = new Map<string | undefined, TypePrice>();
  /** Time without a price of its own, by instance type. */
  const without = new Map<string | undefined, BilledTime>();
  const priced = noTime();
  let timeless = 0;
  /** Of the tests without a price of their own, while none of them runs; undefined where it is to be added up. */
  let settled: OtherCost | undefined;

  const notePrice = (type: string, price: number, step: Step): void => {
    const measuredAt = step.InferenceBenchmark?.InvocationEndTime?.getTime() ?? Infinity;
    const known = prices.get(type);
    if (known !== undefined && !isBefore(price, measuredAt, known)) return;
    prices.set(type, { price, measuredAt });
    settled = undefined;
  };
  const othersAt = (now: number): OtherCost => {
    const others = { cost: 0, unpriced: 0 };
    let running = 0;
    without.forEach((time, type) => {
      const known = prices.get(type);
      if (known === undefined) others.unpriced += time.tests;
      else others.cost += known.price * timeAt(time, now);
      running += time.running;
    });
    if (running === 0) settled = others;
    return others;
  };

  return {
    add: step => {
      const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
      const own = priceOf(step);
      if (type !== undefined && own !== undefined) notePrice(type, own, step);
      if (!hasRun(step)) return;
      const time = own === undefined ? (without.get(type) ?? noTime()) : priced;
      if (!addTime(time, step, own ?? 1)) timeless += 1;
      else if (own === undefined) {
        without.set(type, time);
        settled = undefined;
      }
    },
    at: now => {
      const { cost, unpriced } = settled ?? othersAt(now);
      return { spentUsd: (timeAt(priced, now) + cost) / HOUR_MS, unpriced: timeless + unpriced };
    },
  };
}

const isBefore = (price: number, measuredAt: number, known: TypePrice): boolean =>
  measuredAt < known.measuredAt || (measuredAt === known.measuredAt && price < known.price);

const noTime = (): BilledTime => ({ tests: 0, endedMs: 0, running: 0, began: 0 });

const timeAt = ({ endedMs, running, began }: BilledTime, now: number): number =>
  endedMs + Math.max(0, running * now - began);

/** US dollars an hour for one instance of a test. */
function priceOf(step: Step): number | undefined {
  const price = metricOf(step, 'CostPerHour');
  return usable(price) ? price / instanceCount(step) : undefined;
}

/** Whether a step is of a serverless test that ran: it has no price by the hour. */
export const isServerlessRun = (step: Step): boolean =>
  endpointKind(step) === 'serverless' && hasRun(step) && priceOf(step) === undefined;

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

/** Adds the time of a test that ran; false where it doesn't say when it began, or when it ended. */
function addTime(sum: BilledTime, step: Step, price: number): boolean {
  const { InvocationStartTime, InvocationEndTime } = step.InferenceBenchmark ?? {};
  const began = InvocationStartTime?.getTime();
  const ended = InvocationEndTime?.getTime();
  const weight = instanceCount(step) * price;
  if (began === undefined || (ended === undefined && isTerminal(step.Status))) return false;
  sum.tests += 1;
  if (ended !== undefined) sum.endedMs += weight * Math.max(0, ended - began);
  else {
    sum.running += weight;
    sum.began += weight * began;
  }
  return true;
}
