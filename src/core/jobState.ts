import { changedPaths } from './changedPaths.js';
import type { StepEvent, WatchedJob, WatchEvent } from './event.js';
import type { KeyedStep, Staleness, WatchState } from './message.js';
import type { Step } from './step.js';

/** What is known of a job. Each method takes news, and answers what it means as events of a watch. */
export class JobState {
  readonly steps: Map<string, Step> = new Map<string, Step>();
  jobName: string = '';
  #job: WatchedJob | undefined;
  #synced = false;
  #stale: Staleness | undefined;
  #done = false;

  /** A step as it is now: added, updated, or no news. */
  put({ key, step }: KeyedStep): readonly StepEvent[] {
    const previous = this.steps.get(key);
    const changed = previous === undefined ? [] : changedPaths(previous, step);
    if (previous !== undefined && changed.length === 0) return [];
    this.steps.set(key, step);
    const what = { type: 'step', jobName: this.jobName, key, step, changed } as const;
    return [previous === undefined ? { ...what, change: 'added' } : { ...what, change: 'updated', previous }];
  }

  /** A step went; no news where it never came. */
  remove(key: string): readonly StepEvent[] {
    const step = this.steps.get(key);
    if (step === undefined) return [];
    this.steps.delete(key);
    return [{ type: 'step', jobName: this.jobName, change: 'removed', key, step, changed: [] }];
  }

  /** The job as it is now. */
  describe(job: WatchedJob | undefined): readonly WatchEvent[] {
    const previous = this.#job;
    if (job === undefined || (previous !== undefined && changedPaths(previous, job).length === 0)) return [];
    this.#job = job;
    return [{ type: 'job', jobName: this.jobName, job, ...(previous && { previous }) }];
  }

  /** How the watch stands, once steps and job are in. */
  stand({ synced, stale, done, job }: WatchState): readonly WatchEvent[] {
    const { jobName } = this;
    const events: WatchEvent[] = [];
    if (synced && !this.#synced) events.push({ type: 'synced', jobName });
    if (stale !== undefined && changedPaths(this.#stale, stale).length > 0) {
      events.push({ type: 'stale', jobName, ageMs: stale.ageMs, cause: stale.cause });
    }
    if (stale === undefined && this.#stale !== undefined) events.push({ type: 'fresh', jobName });
    if (done && !this.#done && job !== undefined) events.push({ type: 'done', jobName, job });
    this.#synced = synced;
    this.#stale = stale;
    this.#done = done;
    return events;
  }

  /** An event; it comes back with what it replaced as `previous`. */
  happen(event: WatchEvent): WatchEvent {
    switch (event.type) {
      case 'step':
        return this.#stepHappened(event);
      case 'job':
        return { ...event, ...(this.#job && { previous: this.#job }), job: (this.#job = event.job) };
      case 'done':
        this.#job = event.job;
        this.#done = true;
        return event;
      case 'synced':
        this.#synced = true;
        return event;
      case 'stale':
        this.#stale = { ageMs: event.ageMs, cause: event.cause };
        return event;
      case 'fresh':
        this.#stale = undefined;
        return event;
    }
  }

  #stepHappened(event: StepEvent): StepEvent {
    const { change, key, step } = event;
    const previous = this.steps.get(key);
    if (change === 'removed') this.steps.delete(key);
    else this.steps.set(key, step);
    return change === 'updated' && previous !== undefined ? { ...event, previous } : event;
  }
}
