import { isTerminal } from '../../core/status.js';
import type { EndpointMetrics, Metrics, Step } from '../../core/step.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import { deltasOf, figureDeltasOf, type Deltas, type FigureDeltas } from './deltas.js';

/** A configuration that completed in both jobs, or that is compared with an endpoint. */
export interface ComparedRow<B extends Step | EndpointMetrics = Step | EndpointMetrics> {
  /** Its `configurationKey`; of a recommendation what it is matched by, see `compareWith`. */
  readonly key: string;
  readonly step: Step;
  readonly baseline: B;
  readonly deltas: Deltas;
  /** Of a recommendation: the changes of its figures. It has no metrics, so that `deltas` are all `unknown`. */
  readonly figures?: FigureDeltas;
}

/** A configuration that completed, and that has no counterpart in the baseline. */
export interface AddedConfiguration {
  readonly key: string;
  readonly step: Step;
  /** Its step in the baseline, where the configuration was tested and didn't complete. */
  readonly baseline?: Step;
}

/** A configuration that completed in the baseline, and not in the job. */
export interface MissingConfiguration {
  readonly key: string;
  readonly baseline: Step;
  /** Its step in the job, where it hasn't completed; `FailureReason` has the reason. */
  readonly step?: Step;
}

/** A configuration that ended without completing, and that didn't complete in the baseline either. */
export interface FailedConfiguration {
  readonly key: string;
  readonly step: Step;
}

/** A job compared with another one, or with an endpoint. Every configuration that has ended is in one list. */
export interface Comparison<B extends Step | EndpointMetrics = Step | EndpointMetrics> {
  /** In the order in which their steps arrived; so are `added` and `failed`. */
  readonly rows: readonly ComparedRow<B>[];
  readonly added: readonly AddedConfiguration[];
  /** In the order of the baseline; empty where that is an endpoint. */
  readonly missing: readonly MissingConfiguration[];
  readonly failed: readonly FailedConfiguration[];
}

/** The steps, or the endpoint, that a job is compared with. */
export interface Reference {
  /** The step of each configuration, where the baseline is a job. */
  readonly steps: ReadonlyMap<string, Step>;
  /** The endpoint that every configuration is compared with, where the baseline is one. */
  readonly endpoint?: EndpointMetrics | undefined;
}

/** Compares a job, given as the step that represents each configuration, with a reference. */
export function compareSteps(job: ReadonlyMap<string, Step>, { steps, endpoint }: Reference): Comparison {
  const rows: ComparedRow[] = [];
  const added: AddedConfiguration[] = [];
  const failed: FailedConfiguration[] = [];
  for (const [key, step] of job) {
    const before = steps.get(key);
    const baseline = endpoint ?? (completed(before) ? before : undefined);
    if (!completed(step)) {
      if (isTerminal(step.Status) && !completed(before)) failed.push({ key, step });
    } else if (baseline === undefined) {
      added.push({ key, step, ...(before && { baseline: before }) });
    } else {
      const deltas = deltasOf(metricsOf(baseline), metricsOf(step));
      rows.push({ key, step, baseline, deltas, ...figuresOf(step, baseline) });
    }
  }
  const missing = [...steps].flatMap(([key, baseline]) => {
    const step = job.get(key);
    if (!completed(baseline) || completed(step)) return [];
    return [{ key, baseline, ...(step && { step }) }];
  });
  return { rows, added, missing, failed };
}

const completed = (step: Step | undefined): boolean => step?.Status === 'COMPLETED';

const figuresOf = (step: Step, baseline: Step | EndpointMetrics): Pick<ComparedRow, 'figures'> =>
  isRecommendation(step) && 'StepType' in baseline
    ? { figures: figureDeltasOf(baseline.figures, step.figures) }
    : {};

const metricsOf = (of: Step | EndpointMetrics): Metrics | undefined =>
  'StepType' in of ? of.InferenceBenchmark?.Metrics : of;
