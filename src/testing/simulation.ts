import { InvalidInputError } from '../core/errors.js';
import { systemTime, type Clock, type Time } from '../core/time.js';
import { Counters, type SimulatorStats } from './counters.js';
import type { Fault, FaultKind, FaultTarget } from './fault.js';
import { FaultSchedule, type ScriptedFault } from './faultSchedule.js';
import type { JobEdit, StepEdit } from './simulatedJob.js';
import { callQuota, type CallQuota, type QuotaOptions } from './callQuota.js';
import type { JobScript, StepScript } from './jobScript.js';
import { World } from './world.js';
import { simulatedClock, type SimulatedClock } from './simulatedClock.js';

/** What a simulator and a fake have in common. */
export interface SimulationOptions {
  /** The same seed gives the same world. Default 1. */
  readonly seed?: number;
  /** How many times faster than real time the world runs; 0 stands still until `advance`. Default 1. */
  readonly speed?: number;
  /** The world's time at the start. Default 15 January 2026, 09:00 UTC. */
  readonly startTime?: Date | number;
  /** The account's quota, in real time. Default none. */
  readonly quota?: QuotaOptions;
  /** Milliseconds before each response, in real time. Default 0. */
  readonly latencyMs?: number;
  /** Jobs that are there from the start. */
  readonly jobs?: readonly JobScript[];
  /** How many jobs may run at once before Create is refused. Default: any number. */
  readonly maxRunningJobs?: number;
  /** Real time. Default: that of this machine. */
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** Hears of each call as it comes, with its input as the wire has it. */
  readonly onCall?: (call: SimulatedCall) => void;
}

/** A call that has come. */
export interface SimulatedCall {
  readonly operation: string;
  readonly input: unknown;
}

const DEFAULT_START = Date.UTC(2026, 0, 15, 9);

/** A world, its clock, its quota and its faults, to be driven by a test. */
export class Simulation {
  /** @internal */
  readonly world: World;
  /** @internal */
  readonly counters: Counters;
  /** @internal */
  readonly schedule: FaultSchedule = new FaultSchedule();
  /** @internal */
  readonly quota: CallQuota | undefined;
  readonly #time: SimulatedClock;
  readonly #clock: Pick<Clock, 'monotonic'>;

  constructor(
    /** @internal */
    readonly options: SimulationOptions,
    /** @internal */
    readonly time: Time = systemTime,
  ) {
    check(options);
    const { seed = 1, speed = 1, startTime = DEFAULT_START, quota, jobs = [] } = options;
    this.#clock = options.clock ?? time;
    this.counters = new Counters(time);
    this.world = new World(seed);
    this.#time = simulatedClock(Number(startTime), speed, this.#clock);
    this.quota = quota && callQuota(quota);
    for (const job of jobs) this.world.add(job, this.now());
  }

  /** The world's time, milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.#time.now());
  }

  /** Moves the world ahead, by milliseconds of its own time. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new InvalidInputError('ms', 'must be a number of milliseconds from 0');
    this.#time.advance(ms);
  }

  /**
   * Whether the quota lets one more call through now.
   * @internal
   */
  admits(): boolean {
    return this.quota?.(this.#clock.monotonic()) ?? true;
  }

  /** Adds a job. */
  addJob(script: JobScript): void {
    this.world.add(script, this.now());
  }

  /** A job vanishes without a trace. */
  removeJob(jobName: string): void {
    this.world.removeJob(jobName);
  }

  /** A job goes through DELETING to DELETED. */
  deleteJob(jobName: string): void {
    this.world.deleteJob(jobName, this.now());
  }

  /** A job goes through STOPPING to STOPPED. */
  stopJob(jobName: string): void {
    this.world.stopJob(jobName, this.now());
  }

  /** Sets the status of a job by hand; its own life no longer decides. */
  editJob(jobName: string, change: JobEdit): void {
    this.world.editJob(jobName, change, this.now());
  }

  /** A job gets one more step, listed at once and last; answers its index. */
  addStep(jobName: string, script: StepScript = {}): number {
    return this.world.addStep(jobName, script, this.now());
  }

  /** Changes fields of a step by hand. Steps count from 0, those that aren't listed yet included. */
  editStep(jobName: string, index: number, change: StepEdit): void {
    this.world.editStep(jobName, index, change, this.now());
  }

  /** A step is no longer listed; those after it move up. */
  removeStep(jobName: string, index: number): void {
    this.world.removeStep(jobName, index, this.now());
  }

  /** Lists the steps of a job in another order; `order` names every index once. */
  reorderSteps(jobName: string, order: readonly number[]): void {
    this.world.reorderSteps(jobName, order, this.now());
  }

  /** Scripts a fault; without a target it strikes the next call. */
  fault(fault: FaultKind | Fault, target?: FaultTarget): ScriptedFault {
    return this.schedule.add(fault, target);
  }

  /** Takes back every fault. */
  clearFaults(): void {
    this.schedule.clear();
  }

  /** What has been seen so far. */
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
    speed >= 0 && speed < Infinity,
  );
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
