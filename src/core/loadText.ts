import { counted } from './counted.js';
import type { Load } from './load.js';
import type { Phase, Stairs, StoppingConditions, TrafficPattern } from './traffic.js';

/**
 * Formats a load as one line: `Advanced: 1 user, 1 more a minute, for 120 s; ends at 1000 invocations a minute or
 * flat invocations`.
 */
export function loadText({ JobType, TrafficPattern, StoppingConditions }: Load): string {
  const traffic = TrafficPattern ? trafficText(TrafficPattern) : 'traffic chosen by AWS';
  // A Default job ends its tests by itself.
  const ends = StoppingConditions !== undefined || JobType === 'Advanced';
  return `${JobType}: ${traffic}${ends ? `; ends at ${stoppingText(StoppingConditions)}` : ''}`;
}

/** Formats a traffic pattern: `1 user, 1 more a minute, for 120 s; then 2 users, 1 more a minute, for 180 s`. */
export function trafficText({ Phases = [], Stairs: stairs, TrafficType }: TrafficPattern): string {
  const texts = [...Phases.map(phaseText), ...(stairs ? [stairsText(stairs)] : [])];
  return texts.length === 0 ? (TrafficType ?? 'chosen by AWS') : texts.join('; then ');
}

/** Formats stopping conditions: `1000 invocations a minute, P95 above 500 ms or flat invocations`. */
export function stoppingText(conditions: StoppingConditions = {}): string {
  const { MaxInvocations, ModelLatencyThresholds = [], FlatInvocations = 'Stop' } = conditions;
  const texts = [
    ...(MaxInvocations === undefined ? [] : [`${String(MaxInvocations)} invocations a minute`]),
    ...ModelLatencyThresholds.map(
      ({ Percentile = 'latency', ValueInMilliseconds = NaN }) =>
        `${Percentile} above ${String(ValueInMilliseconds)} ms`,
    ),
    ...(FlatInvocations === 'Stop' ? ['flat invocations'] : []),
  ];
  const last = texts.pop() ?? 'the end of the traffic';
  return texts.length === 0 ? last : `${texts.join(', ')} or ${last}`;
}

function phaseText({ InitialNumberOfUsers, SpawnRate, DurationInSeconds }: Phase): string {
  const texts = [
    ...(InitialNumberOfUsers === undefined ? [] : [counted(InitialNumberOfUsers, 'user')]),
    ...(SpawnRate === undefined ? [] : [`${String(SpawnRate)} more a minute`]),
    ...seconds(DurationInSeconds),
  ];
  return texts.length === 0 ? 'a phase' : texts.join(', ');
}

function stairsText({ NumberOfSteps, UsersPerStep, DurationInSeconds }: Stairs): string {
  const texts = [
    NumberOfSteps === undefined ? 'stairs' : counted(NumberOfSteps, 'stair'),
    ...(UsersPerStep === undefined ? [] : [`of ${counted(UsersPerStep, 'user')}`]),
    ...seconds(DurationInSeconds),
  ];
  return texts.join(' ');
}

const seconds = (duration: number | undefined): readonly string[] =>
  duration === undefined ? [] : [`for ${String(duration)} s`];
