import { concat, defer, from, of, type Observable, type ObservableInput } from 'rxjs';
import { show } from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import { instanceCount } from '../../core/instance.js';
import { configurationKey } from '../../core/keys.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { EndpointMetrics, Step } from '../../core/step.js';
import type { Reference } from './comparison.js';
import { representativeSteps } from './representativeSteps.js';
import { readSource } from '../base/readSource.js';
import type { StepSource } from '../base/source.js';

/** A job to compare with: a stream or a list of pages, steps or events; its steps needn't be decoded. */
export type JobBaseline = ObservableInput<StepSource> | readonly unknown[];

/** An endpoint to compare with: its metrics, or the existing endpoint that the source's own job measured. */
export type EndpointBaseline = EndpointMetrics | typeof EXISTING_ENDPOINT;

/** Stands for the existing endpoint that the source's own job measured. */
export const EXISTING_ENDPOINT = 'existing-endpoint';

/**
 * Returns the key of the configuration that a step tests; undefined where it measures an existing endpoint. The key of a
 * recommendation is that of its instances, its optimizations and its framework: the environment and the name of its
 * specification are new in each run.
 */
export function configurationOf(step: Step): string | undefined {
  if (isRecommendation(step)) return recommendationKey(step);
  const benchmark = step.InferenceBenchmark;
  const existing = benchmark?.EndpointMetrics !== undefined && benchmark.Metrics === undefined;
  return existing ? undefined : configurationKey(step);
}

function recommendationKey(step: Step): string {
  const { AIRecommendation: recommendation, framework, InferenceBenchmark: benchmark } = step;
  const optimizations = (recommendation?.OptimizationDetails ?? []).map(
    ({ OptimizationType }) => OptimizationType,
  );
  return JSON.stringify([
    'recommendation',
    benchmark?.EndpointConfiguration?.InstanceType ?? null,
    instanceCount(step),
    optimizations.sort(),
    framework ?? null,
  ]);
}

/**
 * Returns a stream that emits the reference of a baseline once, when it is known: of a job, at the end of its
 * steps. Of `existing-endpoint` it emits that word. A list is copied at once, without its null items. Throws `InvalidInputError`
 * for any other baseline.
 */
export function readBaseline(
  baseline: JobBaseline | EndpointBaseline,
): Observable<Reference | typeof EXISTING_ENDPOINT> {
  if (baseline === EXISTING_ENDPOINT) return of(EXISTING_ENDPOINT);
  if (isEndpoint(baseline)) return of({ steps: new Map<string, Step>(), endpoint: { ...baseline } });
  const steps$ = streamOf(baseline);
  return defer(() => {
    const steps = representativeSteps(configurationOf, () => undefined);
    return concat(
      readSource<never>(steps$, () => steps),
      defer(() => of({ steps: steps.snapshot()() })),
    );
  });
}

/** Whether a baseline is an endpoint, and no job. */
export function isEndpointBaseline(baseline: unknown): baseline is EndpointBaseline {
  return baseline === EXISTING_ENDPOINT || isEndpoint(baseline);
}

function isEndpoint(baseline: unknown): baseline is EndpointMetrics {
  if (typeof baseline !== 'object' || baseline === null) return false;
  const { MaxInvocations, ModelLatency } = baseline as Partial<EndpointMetrics>;
  return typeof MaxInvocations === 'number' && typeof ModelLatency === 'number';
}

function streamOf(baseline: unknown): Observable<unknown> {
  try {
    if (typeof baseline === 'object' && baseline !== null)
      return from(
        Symbol.iterator in baseline
          ? [...(baseline as Iterable<unknown>)].filter(item => item !== null)
          : (baseline as never),
      );
  } catch {
    // Not iterable, and no stream: the error is thrown below.
  }
  throw new InvalidInputError(
    'compareWith',
    `takes a stream or a list of steps, the metrics of an endpoint, or '${EXISTING_ENDPOINT}'; ` +
      `got ${show(baseline)}`,
  );
}
