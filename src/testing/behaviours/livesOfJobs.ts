import type { JobScript } from '../jobScript.js';
import type { JobTimeline } from '../jobTimeline.js';
import { seedOf } from '../random.js';
import type { ServiceBehaviours } from './behaviours.js';

/** Behaviours that are part of a job's life, and are settled when it is added. */
export type LifeBehaviours = Pick<ServiceBehaviours, 'sharedEndpoint' | 'revival' | 'recreation'>;

/** The life of a job with the behaviours of its service. */
export function withBehaviours(
  timeline: JobTimeline,
  { sharedEndpoint, revival }: LifeBehaviours,
): JobTimeline {
  const { endsAt, steps } = timeline;
  const name = sharedEndpoint === true ? steps[0]?.endpoint.EndpointName : undefined;
  const from = endsAt + (revival?.afterMs ?? 0);
  return {
    ...timeline,
    ...(name !== undefined && {
      steps: steps.map((step, index) =>
        index === 1 ? { ...step, endpoint: { ...step.endpoint, EndpointName: name } } : step,
      ),
    }),
    ...(revival !== undefined && { revival: { from, until: from + revival.forMs } }),
  };
}

/** The script of a job that is created under the name of another one: other steps, from a seed of its own. */
export function recreatedScript(script: JobScript, seed: number, startedAt: number): JobScript {
  return { ...script, startedAt, seed: seedOf(script.seed ?? seedOf(seed, script.name), 'again') };
}

/** Milliseconds between the deletion of a job and the creation of its successor. */
export const GONE_MS = 2_000;
