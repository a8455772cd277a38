import { catchError, concat, defer, EMPTY, map, Observable, repeat, tap } from 'rxjs';
import type { Job } from '../../core/job.js';
import type { Time } from '../../core/time.js';
import type { FleetTable } from './fleetTable.js';

/** Pause between two descriptions, in milliseconds: most of the quota is for the fleet. */
const PAUSE_MS = 2_000;

/**
 * Describes each running job of a table once, as a fleet seldom does: the total number of tests follows from the input
 * alone. Emits the name of each job that it has learnt of. A call that fails leaves the total unknown.
 */
export function describeJobs(
  table: FleetTable,
  job$: (jobName: string) => Observable<Job>,
  time: Pick<Time, 'afterUnref'>,
): Observable<string> {
  const pause$ = new Observable<never>(subscriber =>
    time.afterUnref(PAUSE_MS, () => {
      subscriber.complete();
    }),
  );
  const next$ = defer(() => {
    const job = table.nextToDescribe;
    if (job === undefined) return pause$;
    job.isDescribed = true;
    return concat(
      job$(job.jobName).pipe(
        tap(({ InputConfig }) => {
          job.learn(InputConfig);
        }),
        map(() => job.jobName),
        catchError(() => EMPTY),
      ),
      pause$,
    );
  });
  return next$.pipe(repeat());
}
