/** One phase of a load. */
export interface Phase {
  /** Number of concurrent users at the start of the phase. */
  readonly InitialNumberOfUsers?: number;
  /** Number of users added per minute. */
  readonly SpawnRate?: number;
  /** Seconds. */
  readonly DurationInSeconds?: number;
}

/** A load that grows in steps of one size. */
export interface Stairs {
  /** Seconds of each step. */
  readonly DurationInSeconds?: number;
  readonly NumberOfSteps?: number;
  readonly UsersPerStep?: number;
}

/** The load that a job puts on each endpoint. */
export interface TrafficPattern {
  /** `PHASES` or `STAIRS`. */
  readonly TrafficType?: string;
  readonly Phases?: readonly Phase[];
  readonly Stairs?: Stairs;
}

/** A latency at which a load test ends. */
export interface ModelLatencyThreshold {
  /** Such as `P95`. */
  readonly Percentile?: string;
  readonly ValueInMilliseconds?: number;
}

/** When a load test ends: at the first of these conditions that is met. */
export interface StoppingConditions {
  /** Requests per minute. */
  readonly MaxInvocations?: number;
  readonly ModelLatencyThresholds?: readonly ModelLatencyThreshold[];
  /** Whether a test ends where more users bring no more invocations: `Stop` (the default of AWS) or `Continue`. */
  readonly FlatInvocations?: string;
}
