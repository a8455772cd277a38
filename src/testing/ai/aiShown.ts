import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import { wireTime, type WireObject } from '../wire.js';
import type { AiLife } from './aiLife.js';

/** Share of a job's run for which it has a status that the service model doesn't have. */
const PENDING_SHARE = 1 / 6;

/** The status that answers show. With the behaviour `aiNewer: 'status'` a job is `Pending` before it is `InProgress`. */
export function shownStatus(life: AiLife, now: number, { aiNewer }: ServiceBehaviours): string {
  const status = life.status(now);
  const { createdAt, endsAt } = life.plan;
  const early = now < createdAt + (endsAt - createdAt) * PENDING_SHARE;
  return aiNewer === 'status' && status === 'InProgress' && early ? 'Pending' : status;
}

/** A time in seconds since the epoch, or with the behaviour `aiTimes: 'iso'` as text. */
export function shownTime(ms: number, { aiTimes }: ServiceBehaviours): number | string {
  return aiTimes === 'iso' ? new Date(ms).toISOString() : wireTime(ms);
}

/** Members that no client knows, with the behaviour `aiNewer: 'fields'`. */
export function shownExtras({ aiNewer }: ServiceBehaviours): WireObject {
  return aiNewer === 'fields' ? { Sustainability: { KilogramsOfCarbon: 0.25 }, Revision: 7 } : {};
}

/** The members of a job that every answer about it has. */
export function shownLife(life: AiLife, now: number, behaviours: ServiceBehaviours): WireObject {
  const endedAt = life.endedAt(now);
  return {
    CreationTime: shownTime(life.plan.createdAt, behaviours),
    ...(endedAt !== undefined && { EndTime: shownTime(endedAt, behaviours) }),
    ...shownExtras(behaviours),
  };
}
