import { InvalidInputError } from '../core/errors.js';
import { SimulatedJob, type JobEdit, type StepEdit } from './simulatedJob.js';
import { GONE_MS, recreatedScript, withBehaviours, type LifeBehaviours } from './behaviours/livesOfJobs.js';
import { jobTimeline } from './jobTimeline.js';
import type { JobScript, StepScript } from './jobScript.js';
import { validateShape } from './validateShape.js';

/**
 * The simulated account: its jobs at any time. It has no timers and no clock: callers pass the present time, and the same
 * calls with the same times always have the same results.
 */
export class World {
  readonly #jobs = new Map<string, readonly Version[]>();
  /** Behaviours for the jobs that are added from now on. */
  behaviours: LifeBehaviours = {};
  /** How long earlier states can still be asked for, in milliseconds. */
  historyMs: number = 0;

  constructor(readonly seed: number) {}

  /** Adds a job that the script describes. */
  add(script: JobScript, now: number): SimulatedJob {
    check(script);
    if (this.#versions(script.name).at(-1)?.job !== undefined) {
      throw new InvalidInputError('script.name', `there is already a job ${script.name}`);
    }
    const job = this.#create(script, now);
    const { recreation } = this.behaviours;
    const endsAt = job.timeline.endsAt + (recreation?.afterMs ?? 0);
    const versions = [...this.#versions(script.name), { from: job.timeline.createdAt, job }];
    if (recreation !== undefined && endsAt > now) {
      const next = this.#create(recreatedScript(script, this.seed, endsAt + GONE_MS), now);
      versions.push({ from: endsAt, job: undefined }, { from: endsAt + GONE_MS, job: next });
    }
    this.#jobs.set(job.name, versions);
    return job;
  }

  /** The job of this name, if it exists at `now`. */
  job(name: string, now: number): SimulatedJob | undefined {
    return jobAt(this.#versions(name), now);
  }

  /** All jobs that exist at `now`. */
  jobs(now: number): SimulatedJob[] {
    return [...this.#jobs.values()].flatMap(versions => jobAt(versions, now) ?? []);
  }

  /** Removes a job at once, without a status in between. */
  removeJob(name: string, now: number): void {
    this.#replace(name, now, undefined, this.#known(name, now));
  }

  /** Deletes a job: it becomes DELETING, then DELETED. */
  deleteJob(name: string, now: number): void {
    this.#change(name, now).delete(now);
  }

  /** Stops a job: it becomes STOPPING, then STOPPED. */
  stopJob(name: string, now: number): void {
    this.#change(name, now).stop(now);
  }

  editJob(name: string, change: JobEdit, now: number): void {
    this.#change(name, now).edit(change, now);
  }

  addStep(name: string, script: StepScript, now: number): number {
    return this.#change(name, now).addStep(script, now);
  }

  editStep(name: string, index: number, change: StepEdit, now: number): void {
    if (!this.#change(name, now).editStep(index, change, now)) throw noStep(name, index);
  }

  removeStep(name: string, index: number, now: number): void {
    if (!this.#change(name, now).removeStep(index, now)) throw noStep(name, index);
  }

  reorderSteps(name: string, order: readonly number[], now: number): void {
    if (!this.#change(name, now).reorderSteps(order, now)) {
      throw new InvalidInputError('order', `every step of ${name} must be there exactly once`);
    }
  }

  #create(script: JobScript, now: number): SimulatedJob {
    return new SimulatedJob(withBehaviours(jobTimeline(script, this.seed, now), this.behaviours), now);
  }

  #versions(name: string): readonly Version[] {
    return this.#jobs.get(name) ?? [];
  }

  /** The job that a test controls: the one that exists, or the one that will be created. */
  #known(name: string, now: number): SimulatedJob {
    const versions = this.#versions(name);
    const job = jobAt(versions, now) ?? versions.find(version => version.from > now)?.job;
    if (job === undefined) throw new InvalidInputError('jobName', `the simulator has no job ${name}`);
    return job;
  }

  /** The job to change. Replicas that are behind go on to show it as it was. */
  #change(name: string, now: number): SimulatedJob {
    const job = this.#known(name, now);
    if (this.historyMs === 0 || job.timeline.createdAt > now) return job;
    const copy = job.copy();
    this.#replace(name, now, copy);
    return copy;
  }

  /** From `now` on the job is this one, until a later version. Forgets states that no replica shows any more. */
  #replace(name: string, now: number, job: SimulatedJob | undefined, removed?: SimulatedJob): void {
    const versions = this.#versions(name);
    const earlier = versions.filter(({ from }) => from <= now);
    const later = versions.filter(
      version => version.from > now && (removed === undefined || version.job !== removed),
    );
    const needed = earlier.findLastIndex(({ from }) => from <= now - this.historyMs);
    const kept = earlier.slice(Math.max(0, needed));
    if (job === undefined && later.length === 0 && this.historyMs === 0) this.#jobs.delete(name);
    else this.#jobs.set(name, [...(this.historyMs === 0 ? [] : kept), { from: now, job }, ...later]);
  }
}

/** What is at a name from a time on: a job, or none. In the order of their times. */
interface Version {
  readonly from: number;
  readonly job: SimulatedJob | undefined;
}

function jobAt(versions: readonly Version[], now: number): SimulatedJob | undefined {
  return versions.findLast(({ from }) => from <= now)?.job;
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
