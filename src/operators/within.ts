import { boundCheck } from './ranking/boundCheck.js';
import type { Bounds } from './ranking/bounds.js';
import { filterSteps } from './base/filterSteps.js';
import type { StepFilter } from './base/source.js';

/**
 * Emits the steps within every bound given: your requirements, before you choose.
 *
 * ```text
 * listing  --a--b--c--|    a 80 ms, b 120 ms, c not measured
 * result   --a--------|    within({ maxLatencyMs: 100 })
 *
 * watch    --a--b--A--|    A: the same step as a, measured again at 130 ms
 * result   --a-----x--|    x: a removed
 * ```
 *
 * - **Unit**: milliseconds, invocations per minute, US dollars, percent; a bound itself is within.
 * - **Order**: that of the source.
 * - **Skips**: steps beyond a bound, and steps whose metric for a bound is not available (absent, `NaN` or
 *   infinite): `{ includeUnmeasured: true }` includes those. Statuses don't matter here. On a watch a step
 *   that stops qualifying becomes `removed`, and events that are not about steps pass.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`; an invalid bound
 *   throws `InvalidInputError` at once.
 * - **Cost**: nothing for a listing; a watch remembers the keys of the steps within.
 *
 * @example
 * ```ts
 * import { bestByCost, steps$, within } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(within({ maxLatencyMs: 100, minInvocationsPerMinute: 1_000 }), bestByCost())
 *   .subscribe(step => console.log(step.InferenceBenchmark?.EndpointConfiguration?.InstanceType));
 * ```
 */
export function within(bounds: Bounds): StepFilter {
  return filterSteps(boundCheck('within', bounds).isWithin);
}
