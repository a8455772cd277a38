import type { WatchEvent } from '../../core/event.js';
import type { KnownState } from '../../core/knownState.js';
import type { Step } from '../../core/step.js';
import { statusAfter, UNKNOWN_STATUS, type WatchStatus } from '../../core/watchStatus.js';

/** A watched job as a whole, at one moment. */
export interface JobSnapshot extends WatchStatus {
  readonly jobName: string;
  /** The steps by their keys, in the order in which each key first arrived. */
  readonly steps: ReadonlyMap<string, Step>;
}

/** Returns the snapshot of a job before its first event. */
export function unknownJob(jobName: string): JobSnapshot {
  return { ...UNKNOWN_STATUS, jobName, steps: new Map() };
}

/** Returns the snapshot of a job of which an earlier watch knew this. */
export function knownJob(jobName: string, { job, steps, synced, stale }: KnownState): JobSnapshot {
  return {
    jobName,
    job,
    steps: new Map(steps.map(({ key, step }) => [key, step])),
    synced,
    stale: stale && { type: 'stale', jobName, ageMs: stale.ageMs, cause: stale.cause },
    done: false,
  };
}

/** Returns the snapshot after one more event of the job. */
export function afterEvent(snapshot: JobSnapshot, event: WatchEvent): JobSnapshot {
  if (event.type !== 'step') return statusAfter(snapshot, event);
  const steps = new Map(snapshot.steps);
  if (event.change === 'removed') steps.delete(event.key);
  else steps.set(event.key, event.step);
  return { ...snapshot, steps };
}

/** Returns the events that lead from `unknownJob` to this snapshot; `done` isn't among them. */
export function eventsOf({ jobName, job, steps, synced, stale }: JobSnapshot): readonly WatchEvent[] {
  const added = [...steps].map(([key, step]): WatchEvent => ({
    type: 'step',
    jobName,
    change: 'added',
    key,
    step,
    changed: [],
  }));
  return [
    ...(job === undefined ? [] : [{ type: 'job', jobName, job } as const]),
    ...added,
    ...(synced ? [{ type: 'synced', jobName } as const] : []),
    ...(stale === undefined ? [] : [stale]),
  ];
}
