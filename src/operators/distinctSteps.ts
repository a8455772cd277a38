import type { Observable, Subscriber } from 'rxjs';
import type { Step } from '../core/step.js';
import { changedPaths } from '../core/changedPaths.js';
import { stepKey } from '../core/keys.js';
import { asAdded } from './base/asAdded.js';
import { readSource, type Reader } from './base/readSource.js';
import type { Filtered, StepFilter, StepSource } from './base/source.js';
import { stepId } from './base/stepId.js';

/**
 * Emits each step once, where a list that moved between two pages shows some of them twice.
 *
 * ```text
 * listing  --a--b--a--|
 * result   --a--b-----|
 *
 * watch    --a--a--A--|    a added twice, A an update
 * result   --a-----A--|
 * ```
 *
 * - **Order**: that of the source; the first of its kind stays.
 * - **Skips**: a step whose endpoint came before. Steps without an endpoint have nothing that tells two of
 *   them apart from one shown twice: they are never merged. On a watch, an `added` for a key that is there
 *   already becomes an `updated`, or nothing if it is the same step; a `removed` for a key that is not
 *   there is dropped; events that are not about steps pass.
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
  const known = new Map<string, Step>();
  return {
    step: step => {
      const named = step.InferenceBenchmark?.EndpointConfiguration !== undefined;
      const before = endpoints.size;
      if (!named || endpoints.add(`${step.JobName} ${stepKey(step)}`).size > before) out.next(step);
    },
    change: event => {
      const id = stepId(event);
      const previous = known.get(id);
      if (event.change === 'removed') {
        if (known.delete(id)) out.next(event);
        return;
      }
      known.set(id, event.step);
      if (previous === undefined) {
        out.next(asAdded(event));
        return;
      }
      const changed = changedPaths(previous, event.step);
      if (changed.length > 0) out.next({ ...event, change: 'updated', previous, changed });
    },
    other: event => {
      out.next(event);
    },
  };
}
