import type { StaleEvent, WatchedJob, WatchEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';

/** A watched job as a whole, at one moment. */
export interface JobSnapshot {
  readonly jobName: string;
  /** Undefined until it is known. */
  readonly job: WatchedJob | undefined;
  /** The steps by their keys, in the order in which each key came. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Whether every step is known: a whole sweep is through. */
  readonly synced: boolean;
  /** What was said of it, while it is stale. */
  readonly stale: StaleEvent | undefined;
  /** Whether the job is over and nothing more will come. */
  readonly done: boolean;
}

/** A job of which nothing is known yet. */
export function unknownJob(jobName: string): JobSnapshot {
  return { jobName, job: undefined, steps: new Map(), synced: false, stale: undefined, done: false };
}

/** The job after one more event of it. */
export function afterEvent(snapshot: JobSnapshot, event: WatchEvent): JobSnapshot {
  switch (event.type) {
    case 'step': {
      const steps = new Map(snapshot.steps);
      if (event.change === 'removed') steps.delete(event.key);
      else steps.set(event.key, event.step);
      return { ...snapshot, steps };
    }
    case 'job':
      return { ...snapshot, job: event.job };
    case 'synced':
      return { ...snapshot, synced: true };
    case 'stale':
      return { ...snapshot, stale: event };
    case 'fresh':
      return { ...snapshot, stale: undefined };
    case 'done':
      return { ...snapshot, job: event.job, done: true };
  }
}

/** The events that lead from nothing to this state. */
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
