import { map, type MonoTypeOperatorFunction } from 'rxjs';
import { JobFailedError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';

const FAILURES: ReadonlySet<string> = new Set(['FAILED', 'STOPPED']);

/**
 * Turns the end of a job that failed or was stopped into an error: a watch emits both as values.
 *
 * ```text
 * watch   --a--b--d|    d done, the job FAILED
 * result  --a--b--#     # a JobFailedError
 * ```
 *
 * - **Order**: that of the source; all events before the end pass, those of completed steps too.
 * - **Skips**: nothing. COMPLETED and DELETED are no failures.
 * - **Fails**: with `JobFailedError`, in place of `done`, where the job ended as FAILED or STOPPED; with
 *   the source's error. Of several jobs, the first one that ends as FAILED or STOPPED fails the stream.
 * - **Cost**: remembers nothing.
 *
 * @example
 * ```ts
 * import { takeLast } from 'rxjs';
 * import { bestByCost, connect, orFail } from 'stepstream';
 *
 * connect()
 *   .watch$('my-job')
 *   .pipe(orFail(), bestByCost(), takeLast(1))
 *   .subscribe({
 *     next: step => console.log('deploy on', step?.InferenceBenchmark?.EndpointConfiguration?.InstanceType),
 *     error: error => console.error(error), // Job 'my-job' ended as FAILED: …
 *   });
 * ```
 */
export function orFail(): MonoTypeOperatorFunction<WatchEvent> {
  return map(event => {
    if (event.type === 'done' && FAILURES.has(event.job.Status)) throw new JobFailedError(event.job);
    return event;
  });
}
