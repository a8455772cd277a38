import type { Observable, Subscriber } from 'rxjs';
import type { Step } from '../core/step.js';
import { changedPaths } from '../core/changedPaths.js';
import { stepKey } from '../core/keys.js';
import { readSource, type Reader } from './base/readSource.js';
import type { Filtered, StepFilter, StepSource } from './base/source.js';
import { stepRegistry } from './base/stepRegistry.js';
import { toAddedEvent } from './base/toAddedEvent.js';

/**
 * Emits each step once, where a listing repeats some of them because the list moved between two pages.
 *
 * ```text
 * listing  --a--b--a--|
 * result   --a--b-----|
 *
 * watch    --a--a--A--|    a added twice, A an update
 * result   --a-----A--|
 * ```
 *
 * - **Order**: that of the source; the first of equal steps stays.
 * - **Skips**: a step whose endpoint was emitted before. Two steps without an endpoint can't be
 *   distinguished from one listed twice: they are never merged. On a watch, an `added` for a known key
 *   becomes an `updated`, or nothing if the step is unchanged; a `removed` for an unknown key is dropped;
 *   events that are not about steps pass.
 *   A recommendation is skipped where one of the same job, model package and specification was emitted.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`.
 * - **Cost**: a listing remembers the endpoint names, a watch remembers all of its steps; no timers.
 *
 * @example
 * ```ts
 * import { steps$, distinctSteps } from 'stepstream';
 *
 * const once$ = steps$('my-job').pipe(distinctSteps());
 * ```
 */
export function distinctSteps(): StepFilter {
  return <S extends StepSource>(source: Observable<S>) =>
    readSource<unknown>(source, distinctReader) as Observable<Filtered<S>>;
}

function distinctReader(out: Subscriber<unknown>): Reader {
  const endpoints = new Set<string>();
  const steps = stepRegistry<Step>();
  return {
    step: step => {
      const hasEndpoint = step.InferenceBenchmark?.EndpointConfiguration !== undefined;
      const before = endpoints.size;
      if (!hasEndpoint || endpoints.add(`${step.JobName} ${stepKey(step)}`).size > before) out.next(step);
    },
    change: event => {
      const { before, after } = steps.apply(event, step => step);
      if (after === undefined) {
        if (before !== undefined) out.next(event);
      } else if (before === undefined) out.next(toAddedEvent(event));
      else {
        const changed = changedPaths(before, after);
        if (changed.length > 0) out.next({ ...event, change: 'updated', previous: before, changed });
      }
    },
    other: event => {
      out.next(event);
    },
  };
}
