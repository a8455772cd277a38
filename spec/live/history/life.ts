import { isTerminal } from '../../../src/core/status.js';
import type { Step } from '../../../src/core/step.js';
import { decodeStep } from '../../../src/decode/decodeStep.js';
import type { FakeRecommender, FaultKind, JobScript } from '../../../src/testing/index.js';
import type { SimulatedJob } from '../../../src/testing/simulatedJob.js';
import { integer, pick, type Random } from '../../../src/testing/random.js';
import { once } from '../../support/once.js';

/** The job of every history of one job. */
export const JOB = 'job';

/** A job of a few minutes. */
export function scriptOf(random: Random, name: string = JOB, mostSteps: number = 14): JobScript {
  const steps = Array.from({ length: integer(random, 0, mostSteps) }, () => ({
    instanceType: pick(random, ['ml.c5.large', 'ml.m5.large']),
    ...(random() < 0.2 && { environment: { OMP_NUM_THREADS: '1' } }),
    ...(random() < 0.3 && { fails: pick(random, ['quota', 'capacity', 'ping', 'container5xx']) }),
    metrics: pick(random, ['model', 'nan', 'none'] as const),
  }));
  // A step that is listed after the job's end is missed unless the job recommends it beside others.
  const lateSteps = random() < 0.3 ? Math.min(1, steps.length) : 0;
  const priced = { instanceType: 'ml.c5.large', metrics: 'model' } as const;
  if (lateSteps > 0) steps.push(priced, priced);
  return {
    name,
    live: true,
    steps,
    status: pick(random, ['COMPLETED', 'COMPLETED', 'FAILED', 'STOPPED']),
    maxParallelTests: integer(random, 1, 8),
    pendingMs: integer(random, 0, 20_000),
    provisioningMs: integer(random, 1_000, 40_000),
    runMs: integer(random, 1_000, 60_000),
    stoppingMs: integer(random, 0, 30_000),
    lateSteps,
    modifiedBySteps: random() < 0.5,
  };
}

/** Faults that pass. */
export const PASSING: readonly FaultKind[] = [
  'throttle',
  'throttleWithRetryAfter',
  'internalError',
  'unavailableHtml',
  'requestTimeout',
  'resetBeforeResponse',
  'resetInsideBody',
  'cutBody',
  'truncatedJson',
  'invalidJson',
  'missingList',
  'badTimestamp',
  'wrongType',
  'missingRequiredField',
  'emptyPage',
  'expiredToken',
  'expiredToken',
  'expiredCredentials',
  'unrecognizedClient',
  'accessDenied',
  'clockSkew',
];

/** Whether the job goes on. */
export function lives(fake: FakeRecommender, name: string = JOB): boolean {
  const status = fake.world.job(name, fake.now())?.status(fake.now());
  return status !== undefined && !isTerminal(status);
}

const decoded = once(decodeStep);

/** The steps as the service has them now; undefined where the job is gone. */
export function stepsOf(fake: FakeRecommender, name: string = JOB): readonly Step[] | undefined {
  const job = fake.world.job(name, fake.now());
  return job && stepsIn(job, fake.now());
}

/** The steps that a job has at this time. */
export const stepsIn = (job: SimulatedJob, now: number): readonly Step[] =>
  job.steps(now).flatMap(({ wire }) => {
    const step = decoded(wire);
    return step._tag === 'Right' ? [step.right] : [];
  });

/** What may happen to steps besides that they come, go and move. */
export interface Troubles {
  /** Metrics are measured again: an older answer can’t be recognised by them. */
  readonly worse: boolean;
  /** Steps that have ended begin again. */
  readonly restarts: boolean;
}

/** Something happens to the steps. Answers whether one came. */
export function disturb(
  fake: FakeRecommender,
  random: Random,
  { worse, restarts }: Troubles,
  name: string = JOB,
): boolean {
  const job = fake.world.job(name, fake.now());
  if (job === undefined) return false;
  const count = job.steps(fake.now()).length;
  const index = integer(random, 0, Math.max(0, count - 1));
  const what = pick(random, ['add', 'remove', 'move', 'move', 'worse', 'worse', 'restart'] as const);
  if (what === 'add') {
    // One that would end behind its job is none that a job has.
    if (job.timeline.endsAt - fake.now() < 60_000) return false;
    fake.addStep(name, { provisioningMs: 5_000, runMs: 20_000 });
  } else if (count === 0) return false;
  else if (what === 'remove') fake.removeStep(name, index);
  else if (what === 'move') move(fake, random, name);
  else if (what === 'worse') {
    if (!worse) return false;
    const Metrics = { CostPerInference: random(), CostPerHour: random(), MaxInvocations: 1, ModelLatency: 5 };
    fake.editStep(name, index, { InferenceBenchmark: { Metrics } });
  } else if (restarts) fake.editStep(name, index, { Status: 'IN_PROGRESS' });
  return what === 'add';
}

/** The steps are listed in another order. */
export function move(fake: FakeRecommender, random: Random, name: string = JOB): void {
  const seen = fake.world.job(name, fake.now())?.results(fake.now()).length ?? 0;
  // The order names those too that will never be listed; how many they are shows in which order is taken.
  for (let count = 1; count <= 40; count++) {
    const by = new Map(Array.from({ length: count }, (_, index) => [index, random()]));
    if (count < seen) continue;
    try {
      fake.reorderSteps(
        name,
        [...by.keys()].sort((a, b) => by.get(a)! - by.get(b)!),
      );
      return;
    } catch {
      // Another number of steps.
    }
  }
}
