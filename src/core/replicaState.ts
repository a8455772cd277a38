import { changedPaths } from './changedPaths.js';
import type { StepEvent, WatchedJob, WatchEvent } from './event.js';
import type { KeyedStep, WatchState } from './message.js';
import type { Step } from './step.js';
import { statusAfter, UNKNOWN_STATUS, type WatchStatus } from './watchStatus.js';

/**
 * The state of a job as a replica has it. Each method brings one part of it up to date, and returns the
 * difference to the part before as events of a watch.
 */
export class ReplicaState {
  readonly steps: Map<string, Step> = new Map<string, Step>();
  jobName: string = '';
  #status: WatchStatus = UNKNOWN_STATUS;

  /** Sets a step. Returns `added`, `updated`, or nothing where the step is unchanged. */
  putStep({ key, step }: KeyedStep): readonly StepEvent[] {
    const previous = this.steps.get(key);
    const changed = previous === undefined ? [] : changedPaths(previous, step);
    if (previous !== undefined && changed.length === 0) return [];
    this.steps.set(key, step);
    const what = { type: 'step', jobName: this.jobName, key, step, changed } as const;
    return [previous === undefined ? { ...what, change: 'added' } : { ...what, change: 'updated', previous }];
  }

  /** Deletes a step. Returns `removed`, or nothing where the key is unknown. */
  removeStep(key: string): readonly StepEvent[] {
    const step = this.steps.get(key);
    if (step === undefined) return [];
    this.steps.delete(key);
    return [{ type: 'step', jobName: this.jobName, change: 'removed', key, step, changed: [] }];
  }

  /** Sets the description of the job. Returns nothing where it is absent or unchanged. */
  setJob(job: WatchedJob | undefined): readonly WatchEvent[] {
    const previous = this.#status.job;
    if (job === undefined || (previous !== undefined && changedPaths(previous, job).length === 0)) return [];
    this.#status = { ...this.#status, job };
    return [{ type: 'job', jobName: this.jobName, job, ...(previous && { previous }) }];
  }

  /** Sets the status of the watch; to be called after the steps and the job are set. */
  setStatus({ synced, stale, done, job, unfinished }: WatchState): readonly WatchEvent[] {
    const { jobName } = this;
    const before = this.#status;
    const events: WatchEvent[] = [];
    const staleEvent = stale && ({ type: 'stale', jobName, ageMs: stale.ageMs, cause: stale.cause } as const);
    if (synced && !before.synced) events.push({ type: 'synced', jobName });
    if (staleEvent !== undefined && changedPaths(before.stale, staleEvent).length > 0)
      events.push(staleEvent);
    if (staleEvent === undefined && before.stale !== undefined) events.push({ type: 'fresh', jobName });
    if (done && !before.done && job !== undefined) {
      events.push({ type: 'done', jobName, job, ...(unfinished && { unfinished }) });
    }
    this.#status = { job: before.job, synced, stale: staleEvent, done, ...(unfinished && { unfinished }) };
    return events;
  }

  /** Applies an event. Returns it, with the value that it replaced as `previous`. */
  apply(event: WatchEvent): WatchEvent {
    if (event.type === 'step') return this.#applyStep(event);
    const { job: previous } = this.#status;
    this.#status = statusAfter(this.#status, event);
    return event.type === 'job' && previous !== undefined ? { ...event, previous } : event;
  }

  #applyStep(event: StepEvent): StepEvent {
    const { change, key, step } = event;
    const previous = this.steps.get(key);
    if (change === 'removed') this.steps.delete(key);
    else this.steps.set(key, step);
    return change === 'updated' && previous !== undefined ? { ...event, previous } : event;
  }
}
