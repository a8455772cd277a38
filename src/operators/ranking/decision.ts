import type { StepEvent, WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import type { EndpointConfiguration, Metrics, Step } from '../../core/step.js';
import type { BoundCheck } from './boundCheck.js';
import { metricOf, usable } from './metric.js';
import type { ReadOrder } from './readOrder.js';
import { runningBest } from './runningBest.js';

/** Whether the best step of a job can still be beaten. */
export interface Decision {
  readonly job: (job: WatchedJob) => void;
  readonly change: (event: StepEvent) => void;
  /** True once no test that runs, and none that may come, can still win. */
  readonly isDecided: () => boolean;
}

/** What is known of tests that haven't ended. */
export interface Foresight {
  readonly atBest: (step: Step) => Metrics | undefined;
  readonly tests: number | undefined;
  readonly faults: BoundCheck['faults'];
}

/**
 * Decides by what is certain: how many tests the job may run at most, and for each test that hasn't ended
 * the best that it can come to. What isn't known can win.
 */
export function decision(order: ReadOrder, { atBest, tests, faults }: Foresight): Decision {
  /** By key, in the order in which each key came. */
  const steps = new Map<string, Step>();
  const prices = new Map<string, number>();
  let most = tests ?? Infinity;
  let best: Step | undefined;
  const ranking = runningBest(
    order,
    step => step.Status === 'COMPLETED' && faults(step).length === 0,
    answer => (best = answer),
  );

  /** The step as it would be if it went as well as it can. */
  function dream(step: Step): Step {
    const price = prices.get(placeOf(step) ?? '');
    const Metrics = { ...(price !== undefined && { CostPerHour: price }), ...atBest(step) };
    const ModelConfiguration = {};
    return { ...step, InferenceBenchmark: { ModelConfiguration, ...step.InferenceBenchmark, Metrics } };
  }

  function canWin(step: Step, isEarlier: boolean): boolean {
    const dreamt = dream(step);
    // A bound that is certain to be broken; one that can't be checked yet isn't.
    if (faults(dreamt).some(({ actual }) => actual !== undefined)) return false;
    if (best === undefined || order.missing(dreamt).length > 0) return true;
    const compared = order.compare(order.view(dreamt), order.view(best));
    // Of equals the earlier one wins.
    return compared < 0 || (compared === 0 && isEarlier);
  }

  return {
    job: ({ InputConfig }) => {
      const limit = InputConfig?.ResourceLimit?.MaxNumberOfTests;
      // Existing endpoints are measured too; nobody says whether they count.
      if (tests === undefined) most = (limit ?? Infinity) + (InputConfig?.Endpoints?.length ?? 0);
    },
    change: event => {
      if (event.change === 'removed') steps.delete(event.key);
      else steps.set(event.key, event.step);
      const place = placeOf(event.step);
      const price = metricOf(event.step, 'CostPerHour');
      if (place !== undefined && usable(price)) prices.set(place, price);
      ranking.change(event);
    },
    isDecided: () => {
      if (steps.size < most) return false;
      let isEarlier = true;
      for (const step of steps.values()) {
        if (step === best) isEarlier = false;
        else if (!isTerminal(step.Status) && canWin(step, isEarlier)) return false;
      }
      return true;
    },
  };
}

/** What an hour is paid for: instances of one type, so many; undefined where it is neither known. */
function placeOf(step: Step): string | undefined {
  const { InstanceType, InitialInstanceCount = 1 }: Partial<EndpointConfiguration> =
    step.InferenceBenchmark?.EndpointConfiguration ?? {};
  return InstanceType === undefined ? undefined : `${InstanceType} ${String(InitialInstanceCount)}`;
}
