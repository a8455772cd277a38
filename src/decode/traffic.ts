import type * as core from '../core/traffic.js';
import type { Codec } from './codec.js';
import { list } from './list.js';
import { Numeric, Text, type WireNumber } from './primitives.js';
import { struct } from './struct.js';

type WirePhase = { readonly [K in keyof core.Phase]: WireNumber };
const Phase: Codec<core.Phase, WirePhase> = struct(
  'a phase',
  {},
  { InitialNumberOfUsers: Numeric, SpawnRate: Numeric, DurationInSeconds: Numeric },
);

type WireStairs = { readonly [K in keyof core.Stairs]: WireNumber };
const Stairs: Codec<core.Stairs, WireStairs> = struct(
  'stairs',
  {},
  { DurationInSeconds: Numeric, NumberOfSteps: Numeric, UsersPerStep: Numeric },
);

/** The load that a job puts on each endpoint, on the wire. */
export type WireTrafficPattern = Omit<core.TrafficPattern, 'Phases' | 'Stairs'> & {
  readonly Phases?: readonly WirePhase[];
  readonly Stairs?: WireStairs;
};
/** The load that a job puts on each endpoint, wire to domain and back. */
export const TrafficPattern: Codec<core.TrafficPattern, WireTrafficPattern> = struct(
  'a traffic pattern',
  {},
  { TrafficType: Text, Phases: list(Phase), Stairs },
);

type WireThreshold = Omit<core.ModelLatencyThreshold, 'ValueInMilliseconds'> & {
  readonly ValueInMilliseconds?: WireNumber;
};
const ModelLatencyThreshold: Codec<core.ModelLatencyThreshold, WireThreshold> = struct(
  'a latency threshold',
  {},
  { Percentile: Text, ValueInMilliseconds: Numeric },
);

/** When a load test ends, on the wire. */
export type WireStoppingConditions = Omit<
  core.StoppingConditions,
  'MaxInvocations' | 'ModelLatencyThresholds'
> & {
  readonly MaxInvocations?: WireNumber;
  readonly ModelLatencyThresholds?: readonly WireThreshold[];
};
/** When a load test ends, wire to domain and back. */
export const StoppingConditions: Codec<core.StoppingConditions, WireStoppingConditions> = struct(
  'stopping conditions',
  {},
  { MaxInvocations: Numeric, ModelLatencyThresholds: list(ModelLatencyThreshold), FlatInvocations: Text },
);
