import type { StepEvent, WatchedJob } from '../../core/event.js';
import { instanceCount } from '../../core/instance.js';
import { modelKey } from '../../core/keys.js';
import { isTerminal } from '../../core/status.js';
import type { Metrics, Step } from '../../core/step.js';
import { stepRegistry } from '../base/stepRegistry.js';
import type { BoundCheck } from './boundCheck.js';
import { metricOf, usable } from './metric.js';
import type { ReadOrder } from './readOrder.js';
import { runningBest } from './runningBest.js';

/** Decides whether the best step of a job can still be beaten. */
export interface EarlyStopping {
  readonly job: (job: WatchedJob) => void;
  readonly change: (event: StepEvent) => void;
  /** True once no running test and no further test of the job can win. */
  readonly isDecided: () => boolean;
}

/** The caller's knowledge of tests that haven't ended, and the bounds of the ranking. */
export interface EarlyStoppingOptions {
  readonly atBest: (step: Step) => Metrics | undefined;
  readonly tests: number | undefined;
  readonly faults: BoundCheck['faults'];
}

/**
 * Decides by what is certain: the greatest number of tests that the job may run, and for each test that
 * hasn't ended the best result that it can have. An unknown result can win.
 */
export function earlyStopping(
  order: ReadOrder,
  { atBest, tests, faults }: EarlyStoppingOptions,
): EarlyStopping {
  const steps = stepRegistry<Step>();
  /** US dollars an hour, by `pricedAs`. */
  const prices = new Map<string, number>();
  let maxTests = tests ?? Infinity;
  let best: Step | undefined;
  const ranking = runningBest(
    order,
    step => step.Status === 'COMPLETED' && faults(step).length === 0,
    next => (best = next),
  );

  /** The step with the best metrics that it can have. */
  function bestCaseOf(step: Step): Step {
    const price = prices.get(pricedAs(step) ?? '');
    const Metrics = { ...(price !== undefined && { CostPerHour: price }), ...atBest(step) };
    const ModelConfiguration = {};
    return { ...step, InferenceBenchmark: { ModelConfiguration, ...step.InferenceBenchmark, Metrics } };
  }

  function canWin(step: Step, isEarlier: boolean): boolean {
    const bestCase = bestCaseOf(step);
    // A bound that is certain to be broken: `actual` is undefined for one that can't be checked yet.
    if (faults(bestCase).some(({ actual }) => actual !== undefined)) return false;
    if (best === undefined || order.missing(bestCase).length > 0) return true;
    const compared = order.compare(order.view(bestCase), order.view(best));
    // Of equal steps the earlier one wins.
    return compared < 0 || (compared === 0 && isEarlier);
  }

  return {
    job: ({ InputConfig }) => {
      const limit = InputConfig?.ResourceLimit?.MaxNumberOfTests;
      // Existing endpoints are measured too; AWS doesn't document whether they count.
      if (tests === undefined) maxTests = (limit ?? Infinity) + (InputConfig?.Endpoints?.length ?? 0);
    },
    change: event => {
      steps.apply(event, step => step);
      const instances = pricedAs(event.step);
      const price = metricOf(event.step, 'CostPerHour');
      if (instances !== undefined && usable(price)) prices.set(instances, price);
      ranking.change(event);
    },
    isDecided: () => {
      if (leastTests(steps.values()) < maxTests) return false;
      let isEarlier = true;
      for (const step of steps.values()) {
        if (step === best) isEarlier = false;
        else if (!isTerminal(step.Status) && canWin(step, isEarlier)) return false;
      }
      return true;
    },
  };
}

/**
 * The number of tests that these steps are at least. A step that failed without an endpoint may have been tried
 * again: then it and another step of its model are one test.
 */
function leastTests(steps: Iterable<Step>): number {
  let tests = 0;
  const failed = new Set<string>();
  const others = new Set<string>();
  for (const step of steps) {
    const endpoint = step.InferenceBenchmark?.EndpointConfiguration;
    if (step.Status === 'FAILED' && endpoint === undefined) failed.add(modelKey(step));
    else {
      tests += 1;
      others.add(modelKey(step));
    }
  }
  return tests + [...failed].filter(key => !others.has(key)).length;
}

/** The instances of a step, type and number: equal ones have one price an hour. Undefined where unknown. */
function pricedAs(step: Step): string | undefined {
  const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
  return type === undefined ? undefined : `${type} ${String(instanceCount(step))}`;
}
