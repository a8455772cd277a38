import type { Metrics, Step } from '../../src/core/step.js';
import type { Bounds } from '../../src/operators/ranking/bounds.js';

/** A metric as a ranking counts it: `NaN` where it says nothing. */
export function measured(step: Step, metric: keyof Metrics): number {
  const value = step.InferenceBenchmark?.Metrics?.[metric] ?? NaN;
  return Number.isFinite(value) && value > 0 ? value : NaN;
}

/** The steps of a state that can be ranked, best first: the plain code that a user would write. */
export function rankedBy(steps: Iterable<Step>, score: (step: Step) => number): readonly Step[] {
  return [...steps]
    .filter(step => step.Status === 'COMPLETED' && !Number.isNaN(score(step)))
    .sort((a, b) => score(a) - score(b));
}

/** Whether a step keeps to bounds on its metrics. */
export function keeps(bounds: Bounds, { InferenceBenchmark }: Step): boolean {
  const { ModelLatency, MaxInvocations, CostPerHour, CostPerInference } = InferenceBenchmark?.Metrics ?? {};
  const {
    maxLatencyMs,
    minInvocationsPerMinute,
    maxCostPerHour,
    maxCostPerInference,
    includeUnmeasured = false,
  } = bounds;
  const fits = (value: number | undefined, test: ((value: number) => boolean) | undefined): boolean =>
    test === undefined || (Number.isFinite(value) ? test(Number(value)) : includeUnmeasured);
  const most = (limit: number | undefined): ((value: number) => boolean) | undefined =>
    limit === undefined ? undefined : value => value <= limit;
  return (
    fits(ModelLatency, most(maxLatencyMs)) &&
    fits(CostPerHour, most(maxCostPerHour)) &&
    fits(CostPerInference, most(maxCostPerInference)) &&
    fits(
      MaxInvocations,
      minInvocationsPerMinute === undefined ? undefined : value => value >= minInvocationsPerMinute,
    )
  );
}
