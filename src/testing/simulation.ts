import { AiAccount, type AiKind } from './ai/aiAccount.js';
import type { AiBenchmarkScript, AiRecommendationScript } from './ai/aiJobScript.js';
import type { AiJobEdit } from './ai/aiLife.js';
import { aiperfProfile, type AiperfProfile } from './ai/aiperfProfile.js';
import { checkBehaviours, longestLagMs, type ServiceBehaviours } from './behaviours/behaviours.js';
import { InvalidInputError } from '../core/errors.js';
import { systemTime, type Clock, type Time } from '../core/time.js';
import { Counters, type SimulatorStats } from './counters.js';
import type { Fault, FaultKind, FaultTarget } from './fault.js';
import { isClock, MUST_BE_CLOCK } from './isClock.js';
import { FaultSchedule, type ScriptedFault } from './faultSchedule.js';
import type { JobEdit, StepEdit } from './simulatedJob.js';
import { callQuota, type CallQuota, type QuotaOptions } from './callQuota.js';
import type { JobScript, StepScript } from './jobScript.js';
import { World } from './world.js';
import { simulatedClock, type SimulatedClock } from './simulatedClock.js';

/** Options of both the simulator and the fake. */
export interface SimulationOptions {
  /** Seed of all randomness: the same seed gives the same jobs. Default 1. */
  readonly seed?: number;
  /** Speed of simulated time relative to real time; with 0 it only moves by `advance`. Default 1. */
  readonly speed?: number;
  /** Simulated time at the start. Default 15 January 2026, 09:00 UTC. */
  readonly startTime?: Date | number;
  /** Quota of the account, in real time. Default: none. */
  readonly quota?: QuotaOptions;
  /** Delay of each response in real time, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** Jobs that exist from the start. */
  readonly jobs?: readonly JobScript[];
  /** AI recommendation jobs that exist from the start. */
  readonly aiJobs?: readonly AiRecommendationScript[];
  /** AI benchmark jobs that exist from the start, besides those of `aiJobs`. */
  readonly aiBenchmarks?: readonly AiBenchmarkScript[];
  /** Maximum number of running jobs of each kind, above which Create is refused. Default: no limit. */
  readonly maxRunningJobs?: number;
  /** What the service does that its documentation doesn't rule out, see `serviceBehaviours`. Default: nothing. */
  readonly behaviours?: ServiceBehaviours;
  /** Clock of real time. Default: that of this machine. */
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** Called for each call on its arrival, with its input in wire form. */
  readonly onCall?: (call: SimulatedCall) => void;
}

/** A call that was received. */
export interface SimulatedCall {
  readonly operation: string;
  readonly input: unknown;
}

const DEFAULT_START = Date.UTC(2026, 0, 15, 9);

/** A simulated account with its clock, quota and faults, controlled by a test. */
export class Simulation {
  /** @internal */
  readonly world: World;
  /** @internal */
  readonly ai: AiAccount;
  /** @internal */
  readonly counters: Counters;
  /** @internal */
  readonly schedule: FaultSchedule = new FaultSchedule();
  /** @internal */
  readonly quota: CallQuota | undefined;
  readonly #simulatedClock: SimulatedClock;
  #behaviours: ServiceBehaviours = {};
  readonly #clock: Pick<Clock, 'monotonic'>;

  constructor(
    /** @internal */
    readonly options: SimulationOptions,
    /** @internal */
    readonly time: Time = systemTime,
  ) {
    check(options);
    const { seed = 1, speed = 1, startTime = DEFAULT_START, quota, jobs = [], aiJobs = [] } = options;
    this.#clock = options.clock ?? time;
    this.counters = new Counters(time);
    this.world = new World(seed);
    this.ai = new AiAccount(seed);
    this.#simulatedClock = simulatedClock(Number(startTime), speed, this.#clock);
    this.quota = quota && callQuota(quota);
    this.behave(options.behaviours ?? {});
    for (const job of jobs) this.world.add(job, this.now());
    for (const job of aiJobs) this.ai.addRecommendation(job, this.now());
    for (const job of options.aiBenchmarks ?? []) this.ai.addBenchmark(job, this.now());
  }

  /** Simulated time, in milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.#simulatedClock.now());
  }

  /** Advances simulated time by `ms` milliseconds. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new InvalidInputError('ms', 'must be a number of milliseconds from 0');
    this.#simulatedClock.advance(ms);
  }

  /**
   * Whether one more call is within the quota. Counts the call.
   * @internal
   */
  admits(): boolean {
    return this.quota?.(this.#clock.monotonic()) ?? true;
  }

  /** The present behaviours of the service. */
  get behaviours(): ServiceBehaviours {
    return this.#behaviours;
  }

  /** Sets the behaviours of the service, in place of all those before. */
  behave(behaviours: ServiceBehaviours): void {
    this.#behaviours = checkBehaviours(behaviours);
    const { sharedEndpoint, revival, recreation } = behaviours;
    this.world.behaviours = { sharedEndpoint, revival, recreation };
    this.ai.behaviours = { revival, recreation };
    this.world.historyMs = longestLagMs(behaviours);
  }

  /** Adds a job. */
  addJob(script: JobScript): void {
    this.world.add(script, this.now());
  }

  /** Removes a job at once, without a status in between. */
  removeJob(jobName: string): void {
    this.world.removeJob(jobName, this.now());
  }

  /** Deletes a job: it becomes DELETING, then DELETED. */
  deleteJob(jobName: string): void {
    this.world.deleteJob(jobName, this.now());
  }

  /** Stops a job: it becomes STOPPING, then STOPPED. */
  stopJob(jobName: string): void {
    this.world.stopJob(jobName, this.now());
  }

  /** Sets fields of a job, which then no longer follow from its script. */
  editJob(jobName: string, change: JobEdit): void {
    this.world.editJob(jobName, change, this.now());
  }

  /** Adds a step to a job, listed at once and last. Returns its index. */
  addStep(jobName: string, script: StepScript = {}): number {
    return this.world.addStep(jobName, script, this.now());
  }

  /** Changes fields of a step. Indices start at 0, and include steps that aren't listed yet. */
  editStep(jobName: string, index: number, change: StepEdit): void {
    this.world.editStep(jobName, index, change, this.now());
  }

  /** Removes a step. The indices of later steps decrease by one. */
  removeStep(jobName: string, index: number): void {
    this.world.removeStep(jobName, index, this.now());
  }

  /** Lists the steps of a job in another order. `order` contains each index once. */
  reorderSteps(jobName: string, order: readonly number[]): void {
    this.world.reorderSteps(jobName, order, this.now());
  }

  /** Adds an AI recommendation job and its benchmarks. */
  addAiJob(script: AiRecommendationScript): void {
    this.ai.addRecommendation(script, this.now());
  }

  /** Adds an AI benchmark job. */
  addAiBenchmark(script: AiBenchmarkScript): void {
    this.ai.addBenchmark(script, this.now());
  }

  /** Removes an AI job at once, without a status in between; with a recommendation job its benchmarks, too. */
  removeAiJob(kind: AiKind, name: string): void {
    this.ai.remove(kind, name, this.now());
  }

  /** Stops an AI job: it becomes Stopping, then Stopped; with a recommendation job its benchmarks, too. */
  stopAiJob(kind: AiKind, name: string): void {
    this.ai.stop(kind, name, this.now());
  }

  /** Sets status or failure reason of an AI job, which then no longer follow from its script. */
  editAiJob(kind: AiKind, name: string, change: AiJobEdit): void {
    this.ai.edit(kind, name, change, this.now());
  }

  /**
   * The profile that an AI benchmark job has written to S3, as AIPerf exports it: also that of a job that has Failed at the
   * gate of 1 % invalid answers. Undefined before the job has ended, and for one that measured nothing.
   */
  aiperfProfile(benchmarkName: string): AiperfProfile | undefined {
    const job = this.ai.benchmarks.at(benchmarkName, this.now());
    if (job === undefined)
      throw new InvalidInputError('benchmarkName', `there is no AI benchmark job ${benchmarkName}`);
    return aiperfProfile(job, this.now());
  }

  /** Sets a fault. Without a target it applies to the next call. */
  fault(fault: FaultKind | Fault, target?: FaultTarget): ScriptedFault {
    return this.schedule.add(fault, target);
  }

  /** Removes all faults. */
  clearFaults(): void {
    this.schedule.clear();
  }

  /** Counters of the calls so far. */
  stats(): SimulatorStats {
    return this.counters.stats();
  }
}

function check(options: SimulationOptions): void {
  const rule = (option: string, text: string, fits: boolean): void => {
    if (!fits) throw new InvalidInputError(option, text);
  };
  const { seed = 1, speed = 1, latencyMs = 0, quota, startTime = 0, maxRunningJobs = 1 } = options;
  rule('seed', 'must be a finite number', Number.isFinite(seed));
  rule(
    'speed',
    'must be a number from 0, how many times faster than real time',
    typeof speed === 'number' && speed >= 0 && speed < Infinity,
  );
  rule('clock', MUST_BE_CLOCK, options.clock === undefined || isClock(options.clock));
  rule('startTime', 'must be a time', Number.isFinite(Number(startTime)));
  rule('latencyMs', 'must be a number of milliseconds from 0', latencyMs >= 0 && latencyMs < Infinity);
  rule('maxRunningJobs', 'must be a number from 0', maxRunningJobs >= 0);
  if (quota === undefined) return;
  rule(
    'quota.perSecond',
    'must be a finite number above 0',
    quota.perSecond > 0 && quota.perSecond < Infinity,
  );
  rule('quota.burst', 'must be a number from 1', quota.burst >= 1);
}
