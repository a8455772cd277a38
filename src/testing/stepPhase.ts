import type { StepTimeline } from './stepTimeline.js';
import { wireTime, type WireBenchmark, type WireStep } from './wire.js';

/** A stop of a job: asked for, and done with; moments of the world. */
export interface StopTimes {
  readonly requestedAt: number;
  readonly completeAt: number;
}

/** Where a step is in its life. Within a phase nothing of it changes. */
export type StepPhase =
  | 'hidden'
  | 'pending'
  | 'provisioned'
  | 'running'
  | 'ended'
  | 'stopping'
  | 'stopped'
  | 'cancelled'
  | 'cancelledProvisioned';

/** The phase of a step at a moment, perhaps of a job that is being stopped. */
export function stepPhase(step: StepTimeline, now: number, stop?: StopTimes): StepPhase {
  const stopAt = stop?.requestedAt ?? Infinity;
  if (now < step.appearsAt || step.appearsAt > stopAt) return 'hidden';
  if (now >= stopAt && step.startsAt > stopAt) {
    return step.endpointAt <= stopAt ? 'cancelledProvisioned' : 'cancelled';
  }
  if (now < step.endpointAt) return 'pending';
  if (now < step.startsAt) return 'provisioned';
  if (now >= step.endsAt && step.endsAt <= stopAt) return 'ended';
  if (now < stopAt) return 'running';
  return now < (stop?.completeAt ?? Infinity) ? 'stopping' : 'stopped';
}

/** The moments at which a step changes, in order. */
export function stepChangeTimes(step: StepTimeline, stop?: StopTimes): number[] {
  const { appearsAt, endpointAt, startsAt, endsAt } = step;
  const stopAt = stop?.requestedAt ?? Infinity;
  if (appearsAt > stopAt) return [];
  return [appearsAt, ...[endpointAt, startsAt, endsAt].filter(at => at > appearsAt && at <= stopAt)];
}

const STATUS: Readonly<Record<StepPhase, string>> = {
  hidden: 'PENDING',
  pending: 'PENDING',
  provisioned: 'PENDING',
  running: 'IN_PROGRESS',
  ended: 'COMPLETED',
  stopping: 'STOPPING',
  stopped: 'STOPPED',
  cancelled: 'STOPPED',
  cancelledProvisioned: 'STOPPED',
};

/** A step in a phase, as the service writes it. */
export function wireStep(jobName: string, step: StepTimeline, phase: StepPhase, stop?: StopTimes): WireStep {
  const { failure } = step;
  const ended = phase === 'ended';
  const provisioned = ended
    ? failure?.phase !== 'create'
    : !['pending', 'cancelled', 'hidden'].includes(phase);
  const ran = ended
    ? failure === undefined || failure.phase === 'load'
    : ['running', 'stopping', 'stopped'].includes(phase);
  const endedAt = ended ? step.endsAt : phase === 'stopped' ? stop?.completeAt : undefined;
  const benchmark: WireBenchmark = {
    ...(ended && step.measured),
    ...(provisioned && { EndpointConfiguration: step.endpoint }),
    ModelConfiguration: step.model,
    ...(ended && failure && { FailureReason: failure.reason }),
    ...(ran && endedAt !== undefined && { InvocationEndTime: wireTime(endedAt) }),
    ...(ran && { InvocationStartTime: wireTime(step.startsAt) }),
  };
  const Status = ended && failure !== undefined ? 'FAILED' : STATUS[phase];
  return { StepType: 'BENCHMARK', JobName: jobName, Status, InferenceBenchmark: benchmark };
}
