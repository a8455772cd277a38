import type { OperatorFunction, Subscriber } from 'rxjs';
import { checkOptions, unchecked } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import type { KnownState } from '../core/knownState.js';
import { checkKnownState } from '../decode/knownState.js';
import { afterEvent, knownJob, unknownJob, type JobSnapshot } from './summary/jobSnapshot.js';
import { readSource, type Reader } from './base/readSource.js';

/** Options of `snapshots`. */
export interface SnapshotsOptions {
  /** State that the watch goes on from, as in its option `known`. It is that of the job of the first event. Default: none. */
  readonly known?: KnownState | undefined;
}

/**
 * Emits the whole state of the job after each event: the job, its steps by key, and whether it is stale.
 *
 * ```text
 * watch   --j--a--b--s--A--d|    j the job, a and b added, s synced, A an update, d done
 * result  --1--------2--3--4|    1 the job alone, 2 with a and b, 3 with A and b, 4 done
 * ```
 *
 * - **Order**: that of the events; the steps of a state are in the order in which each key first arrived.
 * - **Skips**: step events before the first complete listing has been read: the state would be partial.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`; on the pages or
 *   steps of a listing it is `InvalidInputError`.
 * - **Cost**: remembers all steps; each event of a step copies the references to them.
 *
 * Of several jobs, each state is that of the job of the event; a job is forgotten once it is done. An emitted
 * state never changes. A watch that goes on from a `known` state emits only what differs from it: give the same
 * state here.
 *
 * @example
 * ```ts
 * import { connect, snapshots } from 'stepstream';
 *
 * connect()
 *   .watch$('my-job')
 *   .pipe(snapshots())
 *   .subscribe(({ job, steps, stale }) => console.log(job?.Status, steps.size, stale?.ageMs ?? 'fresh'));
 * ```
 */
export function snapshots(options?: SnapshotsOptions): OperatorFunction<WatchEvent, JobSnapshot> {
  const { known } = checkOptions('snapshots', options, { known: unchecked });
  const checked = known && checkKnownState('snapshots.known', known);
  return source => readSource(source, out => snapshotReader(out, checked));
}

function snapshotReader(out: Subscriber<JobSnapshot>, known: KnownState | undefined): Reader {
  const snapshotOf = new Map<string, JobSnapshot>();
  let before = known;
  const firstOf = (jobName: string): JobSnapshot => {
    const snapshot = before === undefined ? unknownJob(jobName) : knownJob(jobName, before);
    before = undefined;
    return snapshot;
  };
  const take = (event: WatchEvent): void => {
    const { jobName } = event;
    const state = afterEvent(snapshotOf.get(jobName) ?? firstOf(jobName), event);
    if (state.done) snapshotOf.delete(jobName);
    else snapshotOf.set(jobName, state);
    if (state.synced || event.type !== 'step') out.next(state);
  };
  return {
    change: take,
    other: take,
    step: () => {
      throw new InvalidInputError('snapshots', 'reads the events of a watch, not the steps of a listing');
    },
  };
}
