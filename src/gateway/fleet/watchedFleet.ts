import { Subscription, type Observable } from 'rxjs';
import { everyUnref } from '../../core/everyUnref.js';
import type { WatchEvent } from '../../core/event.js';
import type { UnlistedKind } from '../../core/fleet.js';
import type { Job } from '../../core/job.js';
import type { JobKind } from '../../core/jobKind.js';
import { publicError } from '../../core/publicError.js';
import type { Time } from '../../core/time.js';
import type { JobLists } from '../jobLists.js';
import { describeJobs } from './describeJobs.js';
import { FleetTable } from './fleetTable.js';
import type { StartFleet } from './startFleet.js';

/** Shortest time between two states that are published, in milliseconds. */
const PUBLISH_MS = 1_000;
/** Time after which estimates are made anew, in milliseconds. */
const AGE_MS = 60_000;
/** Longest wait for the events of the jobs that were listed as running, in milliseconds: they may have ended in between. */
const EXPECT_MS = 15_000;
/** Number of jobs in the list with which a fleet begins: that of the list of jobs, so that both are one call. */
const PAGE_SIZE = 50;

/** What a fleet is followed by. */
export interface FleetSource {
  readonly kinds: ReadonlySet<JobKind>;
  readonly lists: JobLists;
  readonly fleet$: (kinds: readonly JobKind[]) => Observable<WatchEvent>;
  /** Describes a job. Absent: the total numbers of tests aren't known. */
  readonly job$?: ((jobName: string) => Observable<Job>) | undefined;
  readonly time: Time;
}

/**
 * Follows the fleet by `fleet$`, for this gateway alone. It begins with a list of the newest jobs of each kind: it shows the
 * jobs that have ended, and whether there is access, for which a fleet would wait. A kind without access is left out.
 */
export function watchedFleet({ kinds, lists, fleet$, job$, time }: FleetSource): StartFleet {
  return (sink, known) => {
    const table = new FleetTable(known?.rows);
    const running = new Subscription();
    let unlisted: readonly UnlistedKind[] = [];
    let publishedAt = -Infinity;
    let isDue = false;

    const fail = (error: unknown): void => {
      if (running.closed) return;
      running.unsubscribe();
      sink.fail(error);
    };
    const publish = (): void => {
      isDue = false;
      publishedAt = time.monotonic();
      const rows = table.rowsAt(time.now());
      sink.publish({ rows, complete: table.isComplete, ...(unlisted.length > 0 && { unlisted }) });
    };
    const changed = (): void => {
      if (isDue) return;
      isDue = true;
      running.add(time.afterUnref(Math.max(0, publishedAt + PUBLISH_MS - time.monotonic()), publish));
    };

    const list = async (): Promise<readonly JobKind[]> => {
      const results = await Promise.all(
        [...kinds].map(async kind => {
          try {
            table.list((await lists(kind, { pageSize: PAGE_SIZE })).jobs);
            return { kind };
          } catch (error) {
            return { kind, error };
          }
        }),
      );
      const failed = results.filter(result => 'error' in result);
      if (failed.length === results.length) throw failed[0]?.error;
      unlisted = failed.map(({ kind, error }) => ({ kind, ...publicError(error) }));
      return results.flatMap(result => ('error' in result ? [] : [result.kind]));
    };
    const follow = (listed: readonly JobKind[]): void => {
      if (running.closed) return;
      table.listed();
      changed();
      running.add(
        fleet$(listed).subscribe({
          next: event => {
            table.take(event, time.now());
            changed();
          },
          error: fail,
        }),
      );
      if (job$ === undefined) return;
      running.add(
        describeJobs(table, job$, time).subscribe({
          next: name => {
            table.touch(name);
            changed();
          },
          error: fail,
        }),
      );
    };

    running.add(
      everyUnref(time, AGE_MS, () => {
        table.ageAll();
        changed();
      }),
    );
    running.add(
      time.afterUnref(EXPECT_MS, () => {
        table.expectNoMore();
        changed();
      }),
    );
    list().then(follow).catch(fail);
    return () => {
      running.unsubscribe();
    };
  };
}
