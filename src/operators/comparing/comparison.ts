import { isTerminal } from '../../core/status.js';
import type { EndpointMetrics, Metrics, Step } from '../../core/step.js';
import { deltasOf, type Deltas } from './deltas.js';

/** A configuration that completed in both jobs, or that is compared with an endpoint. */
export interface ComparedRow<B extends Step | EndpointMetrics = Step | EndpointMetrics> {
  /** Its `configurationKey`. */
  readonly key: string;
  readonly step: Step;
  readonly baseline: B;
  readonly deltas: Deltas;
}

/** A configuration that completed, and that has nothing to be compared with. */
export interface AddedConfiguration {
  readonly key: string;
  readonly step: Step;
  /** Its step in the baseline, where it was tested and didn't complete. */
  readonly baseline?: Step;
}

/** A configuration that completed in the baseline, and not now. */
export interface MissingConfiguration {
  readonly key: string;
  readonly baseline: Step;
  /** Its step, where it is tested and hasn't completed: `FailureReason` says why. */
  readonly step?: Step;
}

/** A configuration that ended without completing, and that isn't among the missing. */
export interface FailedConfiguration {
  readonly key: string;
  readonly step: Step;
}

/** Two jobs side by side, or a job beside an endpoint. Every configuration that has ended is in one list. */
export interface Comparison<B extends Step | EndpointMetrics = Step | EndpointMetrics> {
  /** In the order in which their steps came; so are `added` and `failed`. */
  readonly rows: readonly ComparedRow<B>[];
  readonly added: readonly AddedConfiguration[];
  /** In the order of the baseline; none where that is an endpoint. */
  readonly missing: readonly MissingConfiguration[];
  readonly failed: readonly FailedConfiguration[];
}

/** What a job is compared with. */
export interface Reference {
  /** The step of each configuration, where it is a job. */
  readonly steps: ReadonlyMap<string, Step>;
  /** What every configuration is compared with, where it is an endpoint. */
  readonly endpoint?: EndpointMetrics | undefined;
}

/** Compares the steps that count of a job with a reference. */
export function compared(job: ReadonlyMap<string, Step>, { steps, endpoint }: Reference): Comparison {
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
      rows.push({ key, step, baseline, deltas: deltasOf(metricsOf(baseline), metricsOf(step)) });
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

const metricsOf = (of: Step | EndpointMetrics): Metrics | undefined =>
  'StepType' in of ? of.InferenceBenchmark?.Metrics : of;
