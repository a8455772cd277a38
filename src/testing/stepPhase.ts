import type { StepTimeline } from './stepTimeline.js';
import { wireTime, type WireBenchmark, type WireStep } from './wire.js';

/** The times at which a stop or a deletion was requested and is complete, in simulated milliseconds since the epoch. */
export interface StopTimes {
  readonly requestedAt: number;
  readonly completeAt: number;
}

/** A phase in the life of a step. A step doesn't change within a phase. */
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

/** The phase of a step at `now`. `stop` is given for a job that is being stopped. */
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

/** The times at which a step changes, in order. */
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

/** The wire form of a step in a phase. */
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
