import { changedPaths } from './changedPaths.js';
import type { Job } from './job.js';
import type { ModelLatencyThreshold, StoppingConditions, TrafficPattern } from './traffic.js';

/** The fields of a job that say how it loads each endpoint; every `Job` has them. */
export interface LoadedJob extends Pick<Job, 'JobType' | 'StoppingConditions'> {
  readonly InputConfig: Pick<Job['InputConfig'], 'TrafficPattern'>;
}

/**
 * The load under which a job measures each endpoint. It decides what MaxInvocations means: of a job that stops
 * at 1000 invocations a minute it is what was asked for, and not what the instance can take.
 */
export interface Load {
  /** `Default`, whose load AWS chooses, or `Advanced`. */
  readonly JobType: string;
  readonly TrafficPattern?: TrafficPattern;
  readonly StoppingConditions?: StoppingConditions;
}

/** Returns the load of a job, without fields that say nothing: empty lists and objects, `NaN` and `null`. */
export function loadOf({ JobType, InputConfig, StoppingConditions }: LoadedJob): Load {
  return { JobType, ...(said({ TrafficPattern: InputConfig.TrafficPattern, StoppingConditions }) ?? {}) };
}

/**
 * Returns the fields in which two loads differ, such as `StoppingConditions.MaxInvocations`; none where they are
 * the same, so that what was measured under them can be compared. A default of AWS that one of them names is no
 * difference: FlatInvocations is `Stop`, phases are of the type `PHASES`. Neither is the order of latency thresholds.
 */
export const loadDifferences = (job: Load, baseline: Load): readonly string[] =>
  changedPaths(withDefaults(baseline), withDefaults(job));

function withDefaults({ JobType, TrafficPattern: traffic, StoppingConditions: stops }: Load): Load {
  const TrafficType = traffic?.Stairs !== undefined && traffic.Phases === undefined ? 'STAIRS' : 'PHASES';
  return {
    JobType,
    ...(traffic && { TrafficPattern: { TrafficType, ...traffic } }),
    StoppingConditions: { FlatInvocations: 'Stop', ...stops, ...sortedThresholds(stops) },
  };
}

/** A test ends at the first threshold that is met, so that their order says nothing. */
function sortedThresholds({
  ModelLatencyThresholds: thresholds,
}: StoppingConditions = {}): StoppingConditions {
  if (thresholds === undefined) return {};
  const order = ({ Percentile = '', ValueInMilliseconds = 0 }: ModelLatencyThreshold): string =>
    `${Percentile} ${String(ValueInMilliseconds).padStart(20)}`;
  return {
    ModelLatencyThresholds: [...thresholds].sort((a, b) =>
      order(a) < order(b) ? -1 : Number(order(a) > order(b)),
    ),
  };
}

/** Returns a copy of a value without what says nothing; undefined where nothing is left. */
function said<A>(value: A): A | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object') return Number.isNaN(value) ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map(said).filter(item => item !== undefined);
    return items.length === 0 ? undefined : (items as A);
  }
  const entries = Object.entries(value)
    .map(([name, field]: [string, unknown]) => [name, said(field)] as const)
    .filter(([, field]) => field !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as A);
}
