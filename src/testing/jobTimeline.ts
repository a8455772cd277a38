import type { ModelUnderTest } from './simulateMetrics.js';
import { randomSteps } from './randomSteps.js';
import { modelUnderTest, stepTimeline, type StepTimeline } from './stepTimeline.js';
import { seededRandom, seedOf, type Random } from './random.js';
import type { JobScript, StepScript } from './jobScript.js';

/** Milliseconds between the end of the last step and the end of the job. */
const WRAP_UP_MS = 45_000;
/** A step is listed at most this long before its turn. */
const MAX_LEAD_MS = 90_000;
/** Milliseconds between late steps. */
const LATE_GAP_MS = 4_000;

/** A job with its whole life known; times are moments of the world, milliseconds since the epoch. */
export interface JobTimeline {
  readonly script: JobScript;
  /** The scripts of its steps, as many as it has. */
  readonly stepScripts: readonly StepScript[];
  readonly createdAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly steps: readonly StepTimeline[];
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

/** The last `count` steps are listed only after the job's end, one after the other. */
function delayLast(steps: readonly StepTimeline[], count: number, endsAt: number): StepTimeline[] {
  const first = steps.length - count;
  return steps.map((step, index) =>
    index < first ? step : { ...step, appearsAt: endsAt + (index - first + 1) * LATE_GAP_MS },
  );
}
