import {
  catchError,
  concat,
  concatMap,
  connect,
  distinct,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  Observable,
} from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import { jobKindOf, type JobKind } from '../../core/jobKind.js';
import { isTerminal } from '../../core/status.js';
import type { FleetOptions } from '../../live/fleet/fleetOptions.js';
import type { Time } from '../../core/time.js';
import type { Recommender } from '../../recommender.js';
import type { WatchUpdate } from './jobTrackers.js';

type FleetSource = Pick<Recommender, 'fleet$' | 'jobs$' | 'job$'> & {
  readonly ai: Pick<Recommender['ai'], 'jobs$' | 'benchmarks$'>;
};

/** Pause between two calls that describe a job, in milliseconds: most of the quota is for the fleet. */
const DESCRIBE_PAUSE_MS = 2_000;

/**
 * Every running job of the account, after one call for each kind that shows whether there is access: a fleet would wait
 * for that.
 */
export function watchAll(recommender: FleetSource, options: FleetOptions): Observable<WatchUpdate> {
  return concat(
    ...(options.kinds ?? ['classic']).map(kind => accessTo(recommender, kind)),
    recommender.fleet$(options).pipe(map(updateOf)),
  );
}

function accessTo({ jobs$, ai }: FleetSource, kind: JobKind): Observable<never> {
  const one = { maxItems: 1 };
  switch (kind) {
    case 'classic':
      return jobs$(one).pipe(ignoreElements());
    case 'recommendation':
      return ai.jobs$(one).pipe(ignoreElements());
    case 'benchmark':
      return ai.benchmarks$(one).pipe(ignoreElements());
  }
}

/**
 * Every running job of the account, with the input of each job, from which its total number of tests follows: a
 * fleet seldom describes jobs. Costs one call for each job, at most one every two seconds; a call that fails
 * leaves the total unknown.
 */
export function watchAllWithTotals(
  recommender: FleetSource,
  options: FleetOptions,
  time: Pick<Time, 'after'>,
): Observable<WatchUpdate> {
  const pause$ = new Observable<never>(subscriber =>
    time.after(DESCRIBE_PAUSE_MS, () => {
      subscriber.complete();
    }),
  );
  const inputsOf = (update$: Observable<WatchUpdate>): Observable<WatchUpdate> =>
    update$.pipe(
      filter(lacksInput),
      map(({ jobName }) => jobName),
      distinct(),
      concatMap(jobName =>
        concat(
          recommender.job$(jobName).pipe(
            map(({ InputConfig }): WatchUpdate => ({ jobName, input: InputConfig })),
            catchError(() => EMPTY),
          ),
          pause$,
        ),
      ),
    );
  return watchAll(recommender, options).pipe(connect(update$ => merge(inputsOf(update$), update$)));
}

const updateOf = (event: WatchEvent): WatchUpdate => ({ jobName: event.jobName, event });

function lacksInput(update: WatchUpdate): boolean {
  if (!('event' in update) || update.event.type !== 'job') return false;
  const { Status, InputConfig } = update.event.job;
  // Nothing tells how far an AI job is.
  const isClassic = jobKindOf(update.jobName) === 'classic';
  return isClassic && InputConfig === undefined && !isTerminal(Status);
}
