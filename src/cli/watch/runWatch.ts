import {
  catchError,
  concatMap,
  ignoreElements,
  lastValueFrom,
  map,
  merge,
  of,
  tap,
  type Observable,
} from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import { jobKindOf } from '../../core/jobKind.js';
import { EXIT, exitCodeOf, exitCodeOfStatus } from '../process/exitCodes.js';
import { OutputClosed } from '../output/writer.js';
import type { HostSignals } from '../process/host.js';
import { onStopSignal } from '../process/stopSignal.js';
import type { WatchUpdate } from './jobTrackers.js';
import type { WatchView } from './watchView.js';

/** How the watches of jobs ended. */
export interface WatchOutcome {
  /** The status of each job that has ended. */
  readonly statuses: ReadonlyMap<string, string>;
  /** What the watch of a job has failed with. */
  readonly errors: ReadonlyMap<string, unknown>;
  /** The AI recommendation jobs that have COMPLETED without a recommendation. */
  readonly unrecommended: ReadonlySet<string>;
}

/**
 * Watches of jobs by their names; one that fails leaves the others alone. Without access from the start a
 * watch fails at once instead of waiting: nothing is lost yet, and the user can correct it.
 */
export function watchEach(
  jobNames: readonly string[],
  watch$: (jobName: string) => Observable<WatchEvent>,
): Observable<WatchUpdate> {
  return merge(
    ...jobNames.map(jobName =>
      watch$(jobName).pipe(
        map((event, index): WatchUpdate => {
          if (index === 0 && event.type === 'stale' && exitCodeOf(event.cause) === EXIT.credentials)
            throw event.cause;
          return { jobName, event };
        }),
        catchError((error: unknown) => of<WatchUpdate>({ jobName, error })),
      ),
    ),
  );
}

/**
 * Shows updates until they end. Ctrl-C and SIGTERM end it at once, and `leave` writes the last line then. Whatever happens, the view is ended first. Fails as the stream does, and as the view does.
 */
export async function runWatch(
  update$: Observable<WatchUpdate>,
  view: WatchView,
  host: Pick<HostSignals, 'on' | 'exit'>,
  leave: (how: 'interrupted' | 'terminated') => void,
): Promise<WatchOutcome> {
  const statuses = new Map<string, string>();
  const errors = new Map<string, unknown>();
  const unrecommended = new Set<string>();
  const recommended = new Set<string>();
  const take = (jobName: string, event: WatchEvent): void => {
    if (event.type === 'step' && event.change !== 'removed') recommended.add(jobName);
    if (event.type !== 'done') return;
    const { Status } = event.job;
    statuses.set(jobName, Status);
    const isEmpty = jobKindOf(jobName) === 'recommendation' && !recommended.has(jobName);
    if (isEmpty && Status === 'COMPLETED') unrecommended.add(jobName);
  };
  const signals = onStopSignal(host, async ({ name }) => {
    await view.end();
    leave(name === 'SIGINT' ? 'interrupted' : 'terminated');
  });
  const shown$ = update$.pipe(
    tap(update => {
      if ('error' in update) errors.set(update.jobName, update.error);
      else if ('event' in update) take(update.jobName, update.event);
    }),
    concatMap(update => view.show(update)),
    ignoreElements(),
  );
  try {
    await lastValueFrom(shown$, { defaultValue: undefined });
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    await view.end();
    signals.release();
  }
  return { statuses, errors, unrecommended };
}

/** The exit code: that of the first error, else the worst of the statuses; a job without a recommendation has nothing that fits. */
export function exitCodeOfOutcome({ statuses, errors, unrecommended }: WatchOutcome): number {
  for (const error of errors.values()) return exitCodeOf(error);
  const empty = unrecommended.size > 0 ? [EXIT.nothingFits] : [];
  return Math.max(0, ...empty, ...[...statuses.values()].map(exitCodeOfStatus));
}
