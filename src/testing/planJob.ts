import type { ModelUnderTest } from './measure.js';
import { makeSteps } from './makeSteps.js';
import { modelUnderTest, planStep, type StepPlan } from './planStep.js';
import { seededRandom, seedOf, type Random } from './random.js';
import type { JobScript, StepScript } from './script.js';

/** Milliseconds between the end of the last step and the end of the job. */
const WRAP_UP_MS = 45_000;
/** A step is listed at most this long before its turn. */
const LEAD_MS = 90_000;
/** Milliseconds between late steps. */
const LATE_GAP_MS = 4_000;

/** A job with its whole life known; times are moments of the world, milliseconds since the epoch. */
export interface JobPlan {
  readonly script: JobScript;
  /** The scripts of its steps, as many as it has. */
  readonly stepScripts: readonly StepScript[];
  readonly createdAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly steps: readonly StepPlan[];
  readonly model: ModelUnderTest;
  /** Makes steps that a test adds later. */
  readonly random: Random;
}

/**
 * Plans the life of a job: which step gets its turn when, and what comes of it.
 *
 * `now` is the moment of the world at which the job is added. A job that isn't live and has no start of
 * its own is placed so that it has ended, late steps included, a second before that.
 */
export function planJob(script: JobScript, seed: number, now: number): JobPlan {
  const plan = planFromZero(script, seed);
  if (script.startedAt !== undefined) return shift(plan, Number(script.startedAt));
  if (script.live === true) return shift(plan, now);
  const last = Math.max(plan.endsAt, plan.steps.at(-1)?.appearsAt ?? 0);
  return shift(plan, now - last - 1_000);
}

/** The same plan, `by` milliseconds later. */
function shift(plan: JobPlan, by: number): JobPlan {
  const steps = plan.steps.map(step => ({
    ...step,
    appearsAt: step.appearsAt + by,
    endpointAt: step.endpointAt + by,
    startsAt: step.startsAt + by,
    endsAt: step.endsAt + by,
  }));
  return { ...plan, createdAt: by, startsAt: plan.startsAt + by, endsAt: plan.endsAt + by, steps };
}

function planFromZero(script: JobScript, seed: number): JobPlan {
  const random = seededRandom(script.seed ?? seedOf(seed, script.name));
  const { steps: given = 10, maxParallelTests = 5, pendingMs: startsAt = 30_000 } = script;
  const stepScripts = typeof given === 'number' ? makeSteps(given, random) : given;
  const durations = { provisioningMs: script.provisioningMs ?? 240_000, runMs: script.runMs ?? 600_000 };
  const model = modelUnderTest(random);
  const slots = Array.from({ length: Math.min(maxParallelTests, stepScripts.length) }, () => startsAt);
  let appearsAt = startsAt;
  const steps = stepScripts.map(step => {
    const slot = slots.indexOf(Math.min(...slots));
    const turnAt = slots[slot] ?? startsAt;
    appearsAt = Math.max(appearsAt, Math.round(turnAt - random() * LEAD_MS));
    const plan = planStep(step, appearsAt, turnAt, durations, model, random);
    slots[slot] = plan.endsAt;
    return plan;
  });
  const lastEnd = Math.max(startsAt, ...slots);
  const endsAt = lastEnd + Math.round(Math.min(WRAP_UP_MS, durations.runMs / 4));
  const listed = delayLast(steps, script.lateSteps ?? 0, endsAt);
  return { script, stepScripts, createdAt: 0, startsAt, endsAt, steps: listed, model, random };
}

/** The last `count` steps are listed only after the job's end, one after the other. */
function delayLast(steps: readonly StepPlan[], count: number, endsAt: number): StepPlan[] {
  const first = steps.length - count;
  return steps.map((step, index) =>
    index < first ? step : { ...step, appearsAt: endsAt + (index - first + 1) * LATE_GAP_MS },
  );
}
