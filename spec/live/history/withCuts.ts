import { Observable, type Subscription } from 'rxjs';
import { changedPaths } from '../../../src/core/changedPaths.js';
import type { WatchEvent } from '../../../src/core/event.js';
import type { KnownState } from '../../../src/core/knownState.js';
import type { Time } from '../../../src/core/time.js';
import { KnownState as KnownStateCodec } from '../../../src/decode/knownState.js';
import { afterEvent, unknownJob, type JobSnapshot } from '../../../src/operators/summary/jobSnapshot.js';
import type { Random } from '../../../src/testing/random.js';

/** Number of cuts at most, so that the last watch has the time that it takes to settle. */
const MOST_CUTS = 8;

/** The state that a later watch goes on from. */
export const knownOf = ({ job, steps, synced, stale }: JobSnapshot): KnownState => ({
  job,
  steps: Array.from(steps, ([key, step]) => ({ key, step })),
  synced,
  stale,
});

/** The same state after it was stored as JSON. */
export const stored = (known: KnownState): KnownState =>
  JSON.parse(JSON.stringify(KnownStateCodec.encode(known))) as KnownState;

/** The event with the values that it replaces as they were emitted, which JSON has made others of. */
function withKnownValues(event: WatchEvent, { job, steps }: JobSnapshot): WatchEvent {
  const as = <T>(value: T, known: T | undefined): T =>
    known !== undefined && changedPaths(known, value).length === 0 ? known : value;
  if (event.type === 'done') return { ...event, job: as(event.job, job) };
  if (event.type === 'job') return event.previous ? { ...event, previous: as(event.previous, job) } : event;
  if (event.type !== 'step' || event.previous === undefined) return event;
  const previous = as(event.previous, steps.get(event.key));
  return { ...event, previous, ...(event.change === 'removed' && { step: previous }) };
}

/**
 * A watch that is cut at random moments, `everyMs` on average and eight times at most: each time another one goes on
 * from what its events have said so far, half of the times through JSON.
 */
export function withCuts(
  jobName: string,
  time: Time,
  random: Random,
  everyMs: number,
  watch: (known: KnownState | undefined) => Observable<WatchEvent>,
): Observable<WatchEvent> {
  return new Observable(out => {
    let state = unknownJob(jobName);
    let running: Subscription | undefined;
    function start(known: KnownState | undefined): void {
      running = watch(known).subscribe({
        next: event => {
          const told = withKnownValues(event, state);
          state = afterEvent(state, told);
          out.next(told);
        },
        error: (error: unknown) => {
          out.error(error);
        },
        complete: () => {
          out.complete();
        },
      });
    }
    let cuts = 0;
    function cutLater(): void {
      if (++cuts > MOST_CUTS) return;
      const cancel = time.after(everyMs * 2 * random(), () => {
        if (out.closed) return;
        running?.unsubscribe();
        start(random() < 0.5 ? knownOf(state) : stored(knownOf(state)));
        cutLater();
      });
      out.add(cancel);
    }
    start(undefined);
    out.add(() => running?.unsubscribe());
    cutLater();
  });
}
