import type { ModelUnderTest } from './simulateMetrics.js';
import { randomSteps } from './randomSteps.js';
import { modelUnderTest, stepTimeline, type StepTimeline } from './stepTimeline.js';
import { seededRandom, seedOf, type Random } from './random.js';
import type { JobScript, StepScript } from './jobScript.js';

/** Time between the end of the last step and the end of the job, in milliseconds. */
const WRAP_UP_MS = 45_000;
/** Longest time between the first listing of a step and its start, in milliseconds. */
const MAX_LEAD_MS = 90_000;
/** Interval between steps that are listed after the end of the job, in milliseconds. */
const LATE_GAP_MS = 4_000;

/** The whole life of a job in advance. Times are simulated, in milliseconds since the epoch. */
export interface JobTimeline {
  readonly script: JobScript;
  /** The scripts of its steps. */
  readonly stepScripts: readonly StepScript[];
  readonly createdAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Times between which the job runs once more. */
  readonly revival?: { readonly from: number; readonly until: number };
  readonly steps: readonly StepTimeline[];
  readonly model: ModelUnderTest;
  /** Source of randomness for steps that a test adds later. */
  readonly random: Random;
}

/**
 * Computes the life of a job: when each step runs, and its result.
 *
 * `now` is the simulated time at which the job is added. A job that isn't live and has no `startedAt` ends a second before
 * that, late steps included.
 */
export function jobTimeline(script: JobScript, seed: number, now: number): JobTimeline {
  const timeline = timelineFromZero(script, seed);
  if (script.startedAt !== undefined) return shift(timeline, Number(script.startedAt));
  if (script.live === true) return shift(timeline, now);
  const last = Math.max(timeline.endsAt, timeline.steps.at(-1)?.appearsAt ?? 0);
  return shift(timeline, now - last - 1_000);
}

/** The same timeline, `by` milliseconds later. */
function shift(timeline: JobTimeline, by: number): JobTimeline {
  const steps = timeline.steps.map(step => ({
    ...step,
    appearsAt: step.appearsAt + by,
    endpointAt: step.endpointAt + by,
    startsAt: step.startsAt + by,
    endsAt: step.endsAt + by,
  }));
  return {
    ...timeline,
    createdAt: by,
    startsAt: timeline.startsAt + by,
    endsAt: timeline.endsAt + by,
    steps,
  };
}

function timelineFromZero(script: JobScript, seed: number): JobTimeline {
  const random = seededRandom(script.seed ?? seedOf(seed, script.name));
  const { steps: given = 10, maxParallelTests = 5, pendingMs: startsAt = 30_000 } = script;
  const stepScripts = typeof given === 'number' ? randomSteps(given, random) : given;
  const durations = { provisioningMs: script.provisioningMs ?? 240_000, runMs: script.runMs ?? 600_000 };
  const model = modelUnderTest(random);
  const slots = Array.from({ length: Math.min(maxParallelTests, stepScripts.length) }, () => startsAt);
  let appearsAt = startsAt;
  const steps = stepScripts.map(step => {
    const slot = slots.indexOf(Math.min(...slots));
    const turnAt = slots[slot] ?? startsAt;
    appearsAt = Math.max(appearsAt, Math.round(turnAt - random() * MAX_LEAD_MS));
    const timeline = stepTimeline(step, appearsAt, turnAt, durations, model, random);
    slots[slot] = timeline.endsAt;
    return timeline;
  });
  const lastEnd = Math.max(startsAt, ...slots);
  const endsAt = lastEnd + Math.round(Math.min(WRAP_UP_MS, durations.runMs / 4));
  const listed = delayLast(steps, script.lateSteps ?? 0, endsAt);
  return { script, stepScripts, createdAt: 0, startsAt, endsAt, steps: listed, model, random };
}

/** Delays the first listing of the last `count` steps until after the job's end, one after the other. */
function delayLast(steps: readonly StepTimeline[], count: number, endsAt: number): StepTimeline[] {
  const first = steps.length - count;
  return steps.map((step, index) =>
    index < first ? step : { ...step, appearsAt: endsAt + (index - first + 1) * LATE_GAP_MS },
  );
}
