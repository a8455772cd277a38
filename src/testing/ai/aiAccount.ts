import { InvalidInputError } from '../../core/errors.js';
import { GONE_MS, type LifeBehaviours } from '../behaviours/livesOfJobs.js';
import { seedOf } from '../random.js';
import { validateShape } from '../validateShape.js';
import { aiBenchmarkJob, type AiBenchmarkJob } from './aiBenchmarkJob.js';
import type { AiBenchmarkScript, AiJobScript, AiRecommendationScript } from './aiJobScript.js';
import type { AiJobEdit, AiLife } from './aiLife.js';
import { aiRecommendationJob, type AiRecommendationJob } from './aiRecommendationJob.js';
import { nameIn } from './aiArns.js';
import { AiRegister } from './aiRegister.js';

/** The two kinds of AI job. */
export type AiKind = 'recommendation' | 'benchmark';

/**
 * The AI jobs of the simulated account at any time, without timers and without a clock. The benchmarks of a
 * recommendation job come and go with it.
 */
export class AiAccount {
  readonly recommendations: AiRegister<AiRecommendationJob> = new AiRegister<AiRecommendationJob>();
  readonly benchmarks: AiRegister<AiBenchmarkJob> = new AiRegister<AiBenchmarkJob>();
  readonly #workloadConfigs = new Set<string>();
  /** Behaviours for the jobs that are added from now on. */
  behaviours: Pick<LifeBehaviours, 'revival' | 'recreation'> = {};

  constructor(readonly seed: number) {}

  /** Adds an AI recommendation job and its benchmarks. */
  addRecommendation(script: AiRecommendationScript, now: number): void {
    check(script);
    const create = (next: Partial<AiJobScript>): AiRecommendationJob =>
      aiRecommendationJob({ ...script, ...next }, this.seed, now, this.behaviours.revival);
    const job = create({});
    const taken = [
      ...(this.recommendations.isTaken(job.name, now) ? [job.name] : []),
      ...job.candidates
        .map(({ benchmark }) => benchmark.name)
        .filter(name => this.benchmarks.isTaken(name, now)),
    ];
    if (taken[0] !== undefined) throw alreadyThere(taken[0]);
    this.addWorkloadConfig(nameIn(script.workloadConfig ?? 'workload-1'));
    this.#admit(job, now, create, add => {
      this.recommendations.add(add.job, add.until);
      for (const { benchmark } of add.job.candidates) this.benchmarks.add(benchmark, add.until);
    });
  }

  /** Adds an AI benchmark job. */
  addBenchmark(script: AiBenchmarkScript, now: number): void {
    check(script);
    const create = (next: Partial<AiJobScript>): AiBenchmarkJob =>
      aiBenchmarkJob({ ...script, ...next }, this.seed, now, this.behaviours.revival);
    const job = create({});
    if (this.benchmarks.isTaken(job.name, now)) throw alreadyThere(job.name);
    this.addWorkloadConfig(nameIn(job.workloadConfig));
    this.#admit(job, now, create, add => {
      this.benchmarks.add(add.job, add.until);
    });
  }

  addWorkloadConfig(name: string): void {
    this.#workloadConfigs.add(name);
  }

  hasWorkloadConfig(name: string): boolean {
    return this.#workloadConfigs.has(name);
  }

  /** Removes a job at once. The benchmarks of a recommendation job go with it. */
  remove(kind: AiKind, name: string, now: number): void {
    if (kind === 'benchmark') {
      this.benchmarks.remove(known(this.benchmarks, name, now), now);
      return;
    }
    const job = known(this.recommendations, name, now);
    this.recommendations.remove(job, now);
    for (const { benchmark } of job.candidates) this.benchmarks.remove(benchmark, now);
  }

  stop(kind: AiKind, name: string, now: number): void {
    known(this.#register(kind), name, now).life.stop(now);
  }

  edit(kind: AiKind, name: string, change: AiJobEdit, now: number): void {
    known(this.#register(kind), name, now).life.edit(change, now);
  }

  #register(kind: AiKind): AiRegister<AiRecommendationJob | AiBenchmarkJob> {
    return kind === 'benchmark' ? this.benchmarks : this.recommendations;
  }

  /** Adds the job, and with the behaviour `recreation` its successor. */
  #admit<J extends { readonly life: AiLife; readonly name: string }>(
    job: J,
    now: number,
    again: (next: { readonly startedAt: number; readonly seed: number }) => J,
    add: (tenure: { readonly job: J; readonly until: number }) => void,
  ): void {
    const { recreation } = this.behaviours;
    const goesAt = job.life.plan.endsAt + (recreation?.afterMs ?? 0);
    if (recreation === undefined || goesAt <= now) {
      add({ job, until: Infinity });
      return;
    }
    add({ job, until: goesAt });
    const seed = seedOf(this.seed, job.name, 'again');
    add({ job: again({ startedAt: goesAt + GONE_MS, seed }), until: Infinity });
  }
}

function known<J extends { readonly name: string; readonly life: AiLife }>(
  register: AiRegister<J>,
  name: string,
  now: number,
): J {
  const job = register.known(name, now);
  if (job === undefined) throw new InvalidInputError('name', `the simulator has no AI job ${name}`);
  return job;
}

function alreadyThere(name: string): InvalidInputError {
  return new InvalidInputError('script.name', `there is already an AI job ${name}`);
}

function check({ name, runMs = 0 }: AiJobScript): void {
  const [fault] = validateShape('AIEntityName', name, 'name');
  if (fault !== undefined) throw new InvalidInputError('script.name', fault.message);
  if (!(runMs >= 0 && runMs < Infinity)) {
    throw new InvalidInputError('script.runMs', 'must be a number of milliseconds from 0');
  }
}
