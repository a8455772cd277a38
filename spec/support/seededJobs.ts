import type { WatchedJob } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { Job } from '../../src/decode/job.js';
import type { StepScript } from '../../src/testing/jobScript.js';
import { jobTimeline } from '../../src/testing/jobTimeline.js';
import { describeSimulatedJob } from '../../src/testing/describeSimulatedJob.js';
import { INSTANCES } from '../../src/testing/instances.js';
import { about, integer, pick, seededRandom, seedOf, type Random } from '../../src/testing/random.js';
import { SimulatedJob } from '../../src/testing/simulatedJob.js';
import { stepsIn } from '../live/history/life.js';

/** A simulated job, whose whole life is known. */
export interface SeededJob {
  readonly name: string;
  readonly tests: number;
  /** When each of its tests ends, in order, in milliseconds since the epoch. */
  readonly ends: readonly number[];
  readonly createdAt: number;
  readonly lastEnd: number;
  readonly endsAt: number;
  readonly stepsAt: (now: number) => readonly Step[];
  readonly jobAt: (now: number) => WatchedJob;
}

/** How jobs differ from the usual ones. */
export interface JobShape {
  readonly parallel?: (random: Random, tests: number) => number;
  /** Duration of a test's load, in milliseconds, about `usual`. */
  readonly runMs?: (random: Random, usual: number, spread: number, type: string) => number;
  readonly provisioningMs?: number;
  /** Share of the tests that fail. Default 0.15. */
  readonly failing?: number;
  /** Share of the tests that are serverless. Default 0. */
  readonly serverless?: number;
  readonly inputConfig?: (tests: number, parallel: number) => object;
}

const BEGIN = Date.UTC(2026, 0, 15, 9);
/** Share of the usual time of a load after which a test fails. */
const EARLIEST = 0.05;
const LATEST = 0.4;

/** Jobs of 6 to 45 tests, 1 to 10 at once, whose durations are spread by up to 60 %, and 15 % of which fail early. */
export function seededJobs(count: number, seed: number, shape: JobShape = {}): readonly SeededJob[] {
  return Array.from({ length: count }, (_, i) => seededJob(`job-${String(i)}`, seedOf(seed, i), shape));
}

function seededJob(name: string, seed: number, shape: JobShape): SeededJob {
  const random = seededRandom(seed);
  const tests = integer(random, 6, 45);
  const parallel = (shape.parallel ?? (() => integer(random, 1, 10)))(random, tests);
  const usual = integer(random, 3, 30) * 60_000;
  const spread = 0.6 * random();
  const { runMs = about, failing = 0.15, serverless = 0, provisioningMs = 240_000 } = shape;
  const steps = Array.from({ length: tests }, (): StepScript => {
    const type = pick(random, INSTANCES).type;
    const where =
      random() < serverless
        ? { serverless: { memoryMb: 2048, maxConcurrency: 5 } }
        : { instanceType: type, instanceCount: pick(random, [1, 1, 1, 2]) };
    const ms = runMs(random, usual, spread, type);
    if (random() >= failing) return { ...where, runMs: Math.round(ms) };
    const share = EARLIEST + (LATEST - EARLIEST) * random();
    const fails = pick(random, ['outOfMemory', 'container5xx', 'ping', 'capacity'] as const);
    return { ...where, fails, runMs: Math.round(share * ms) };
  });
  const script = { name, steps, maxParallelTests: parallel, provisioningMs, startedAt: BEGIN, seed };
  const inputConfig = shape.inputConfig?.(tests, parallel) ?? {
    ResourceLimit: { MaxNumberOfTests: tests, MaxParallelOfTests: parallel },
  };
  const timeline = jobTimeline({ ...script, inputConfig: inputConfig as never }, seed, BEGIN);
  const job = new SimulatedJob(timeline, BEGIN);
  return {
    name,
    tests,
    ends: timeline.steps.map(({ endsAt }) => endsAt).sort((a, b) => a - b),
    createdAt: timeline.createdAt,
    lastEnd: Math.max(...timeline.steps.map(({ endsAt }) => endsAt)),
    endsAt: timeline.endsAt,
    stepsAt: now => stepsIn(job, now),
    jobAt: now => {
      const described = Job.decode(describeSimulatedJob(job, now));
      if (described._tag === 'Left') throw new Error('the simulator describes its jobs');
      return described.right;
    },
  };
}
