import { ACCOUNT } from '../describeSimulatedJob.js';
import type { LifeBehaviours } from '../behaviours/livesOfJobs.js';
import type { AiJobScript } from './aiJobScript.js';
import type { AiLifePlan } from './aiLife.js';

/** Time from the creation of an AI job to its start, in milliseconds. */
export const STARTS_AFTER_MS = 2_000;
/** Share of its run after which a job that is scripted as Stopped is stopped. */
const STOP_SHARE = 0.6;

/** Role of jobs whose script names none. */
export const roleArn: string = `arn:aws:iam::${ACCOUNT}:role/AIRecommender`;

/**
 * The times of a scripted job. `now` is the simulated time at which it is added: a job that isn't live and has no
 * `startedAt` ended a second before.
 */
export function plannedLife(
  script: AiJobScript,
  {
    runMs,
    end,
    reason,
  }: { readonly runMs: number; readonly end: AiLifePlan['end']; readonly reason: string },
  now: number,
  revival?: LifeBehaviours['revival'],
): AiLifePlan {
  const { stoppingMs = 60_000, startedAt, live = false, status } = script;
  const stopAfterMs = Math.floor(runMs * STOP_SHARE);
  const lasts = status === 'Stopped' ? stopAfterMs + stoppingMs : runMs;
  const createdAt = startedAt === undefined ? (live ? now : now - lasts - 1_000) : Number(startedAt);
  const revivedAt = createdAt + runMs + (revival?.afterMs ?? 0);
  return {
    createdAt,
    startsAt: createdAt + Math.min(STARTS_AFTER_MS, runMs),
    endsAt: createdAt + runMs,
    stoppingMs,
    end,
    ...(end === 'Failed' && { failureReason: reason }),
    ...(revival !== undefined && { revival: { from: revivedAt, until: revivedAt + revival.forMs } }),
    ...(status === 'Stopped' && { stopsAt: createdAt + stopAfterMs }),
  };
}
