import { InvalidInputError } from '../core/errors.js';
import { SimulatedJob, type JobEdit, type StepEdit } from './simulatedJob.js';
import { jobTimeline } from './jobTimeline.js';
import type { JobScript, StepScript } from './jobScript.js';
import { validateShape } from './validateShape.js';

/**
 * The simulated account: its jobs at any time. It has no timers and no clock: callers pass the present time, and the same
 * calls with the same times always have the same results.
 */
export class World {
  readonly #jobs = new Map<string, SimulatedJob>();

  constructor(readonly seed: number) {}

  /** Adds a job that the script describes. */
  add(script: JobScript, now: number): SimulatedJob {
    check(script);
    if (this.#jobs.has(script.name)) {
      throw new InvalidInputError('script.name', `there is already a job ${script.name}`);
    }
    const job = new SimulatedJob(jobTimeline(script, this.seed, now), now);
    this.#jobs.set(job.name, job);
    return job;
  }

  /** The job of this name, if it was created by `now`. */
  job(name: string, now: number): SimulatedJob | undefined {
    const job = this.#jobs.get(name);
    return job !== undefined && job.timeline.createdAt <= now ? job : undefined;
  }

  /** All jobs that were created by `now`. */
  jobs(now: number): SimulatedJob[] {
    return [...this.#jobs.values()].filter(job => job.timeline.createdAt <= now);
  }

  /** Removes a job at once, without a status in between. */
  removeJob(name: string): void {
    this.#known(name);
    this.#jobs.delete(name);
  }

  /** Deletes a job: it becomes DELETING, then DELETED. */
  deleteJob(name: string, now: number): void {
    this.#known(name).delete(now);
  }

  /** Stops a job: it becomes STOPPING, then STOPPED. */
  stopJob(name: string, now: number): void {
    this.#known(name).stop(now);
  }

  editJob(name: string, change: JobEdit, now: number): void {
    this.#known(name).edit(change, now);
  }

  addStep(name: string, script: StepScript, now: number): number {
    return this.#known(name).addStep(script, now);
  }

  editStep(name: string, index: number, change: StepEdit, now: number): void {
    if (!this.#known(name).editStep(index, change, now)) throw noStep(name, index);
  }

  removeStep(name: string, index: number, now: number): void {
    if (!this.#known(name).removeStep(index, now)) throw noStep(name, index);
  }

  reorderSteps(name: string, order: readonly number[], now: number): void {
    if (!this.#known(name).reorderSteps(order, now)) {
      throw new InvalidInputError('order', `every step of ${name} must be there exactly once`);
    }
  }

  #known(name: string): SimulatedJob {
    const job = this.#jobs.get(name);
    if (job === undefined) throw new InvalidInputError('jobName', `the simulator has no job ${name}`);
    return job;
  }
}

function noStep(name: string, index: number): InvalidInputError {
  return new InvalidInputError('index', `job ${name} has no step ${String(index)}`);
}

function check(script: JobScript): void {
  const [fault] = validateShape('RecommendationJobName', script.name, 'jobName');
  if (fault !== undefined) throw new InvalidInputError('script.name', fault.message);
  const { steps = 0, lateSteps = 0, maxParallelTests = 1 } = script;
  const count = typeof steps === 'number' ? steps : steps.length;
  if (!Number.isInteger(count) || count < 0) {
    throw new InvalidInputError('script.steps', 'must be a list, or a whole number from 0');
  }
  if (!Number.isInteger(lateSteps) || lateSteps < 0) {
    throw new InvalidInputError('script.lateSteps', 'must be a whole number from 0');
  }
  if (!Number.isInteger(maxParallelTests) || maxParallelTests < 1) {
    throw new InvalidInputError('script.maxParallelTests', 'must be a whole number from 1');
  }
}
