import { checkOptions } from '../../core/check.js';
import { endpointKind, familyOf } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { BOUND_RULES, type Bound, type BoundFault, type Bounds } from './bounds.js';
import { metricOf, type Metric } from './metric.js';

/** Checks steps against bounds. */
export interface BoundCheck {
  readonly isWithin: (step: Step) => boolean;
  /** Returns the bounds that a step breaks; none for one that is within all of them. */
  readonly faults: (step: Step) => readonly BoundFault[];
}

interface Check {
  readonly bound: Bound;
  readonly limit: number | string;
  /** Returns the figure or name that the bound limits; undefined where that is not available. */
  readonly read: (step: Step) => number | string | undefined;
  readonly fits: (actual: number | string) => boolean;
}

const NONE: readonly BoundFault[] = [];

/** Makes a check of the bounds. Fails with an `InvalidInputError` that names the bound. */
export function boundCheck(where: string, given: Bounds | undefined): BoundCheck {
  const bounds = checkOptions<Bounds>(where, given, BOUND_RULES);
  const { includeUnmeasured = false, ...limits } = bounds;
  const checks = (Object.keys(CHECKS) as readonly Bound[]).flatMap(bound => checkOf(bound, limits[bound]));
  const keeps = (step: Step, { read, fits }: Check): boolean => {
    const actual = read(step);
    return actual === undefined ? includeUnmeasured : fits(actual);
  };
  return {
    isWithin: step => {
      for (const check of checks) if (!keeps(step, check)) return false;
      return true;
    },
    faults: step => {
      const broken = checks.filter(check => !keeps(step, check));
      if (broken.length === 0) return NONE;
      return broken.map(({ bound, limit, read }) => ({ bound, limit, actual: read(step) }));
    },
  };
}

/** Makes the check of a limit. */
type MakeCheck<B extends Bound> = (limit: NonNullable<Bounds[B]>) => Omit<Check, 'bound'>;

/** The check of each bound: a bound without its line doesn't compile. */
const CHECKS: { readonly [B in Bound]: MakeCheck<B> } = {
  maxLatencyMs: atMost('ModelLatency'),
  minInvocationsPerMinute: atLeast('MaxInvocations'),
  maxCostPerHour: atMost('CostPerHour'),
  maxCostPerInference: atMost('CostPerInference'),
  maxCpuPercent: atMost('CpuUtilization'),
  maxMemoryPercent: atMost('MemoryUtilization'),
  instances: oneOfNames(typeOf),
  families: oneOfNames(step => {
    const type = typeOf(step);
    return type === undefined ? undefined : familyOf(type);
  }),
  endpoint: limit => ({ limit, read: endpointKind, fits: actual => actual === limit }),
};

function checkOf<B extends Bound>(bound: B, limit: Bounds[B]): readonly Check[] {
  return limit === undefined ? [] : [{ bound, ...CHECKS[bound](limit) }];
}

function atMost(metric: Metric): (limit: number) => Omit<Check, 'bound'> {
  return limit => {
    const most = Math.max(limit, toSingle(limit));
    return { limit, read: measured(metric), fits: actual => (actual as number) <= most };
  };
}

function atLeast(metric: Metric): (limit: number) => Omit<Check, 'bound'> {
  return limit => {
    const least = Math.min(limit, toSingle(limit));
    return { limit, read: measured(metric), fits: actual => (actual as number) >= least };
  };
}

function measured(metric: Metric): Check['read'] {
  return step => {
    const actual = metricOf(step, metric);
    // A metric that is not a finite number has not been measured.
    return Number.isFinite(actual) ? actual : undefined;
  };
}

/** Rounds to single precision, as the service does: an hour at 0.99 is written as 0.9900000095367432. */
function toSingle(limit: number): number {
  const single = Math.fround(limit);
  return single > 0 && single < Infinity ? single : limit;
}

function typeOf(step: Step): string | undefined {
  return step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
}

function oneOfNames(
  nameOf: (step: Step) => string | undefined,
): (wanted: readonly string[]) => Omit<Check, 'bound'> {
  return wanted => {
    const names = new Set<unknown>(wanted.map(name => (name.startsWith('ml.') ? name : `ml.${name}`)));
    return {
      limit: wanted.join(', '),
      // A serverless endpoint has no instance, which is a known value: it never fits.
      read: step => nameOf(step) ?? endpointKind(step),
      fits: actual => names.has(actual),
    };
  };
}
