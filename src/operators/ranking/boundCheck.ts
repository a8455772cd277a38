import { checkOptions } from '../../core/check.js';
import { endpointKind, familyOf } from '../../core/instance.js';
import type { Step } from '../../core/step.js';
import { BOUND_RULES, type Bound, type BoundFault, type Bounds } from './bounds.js';
import { metricOf, type Metric } from './metric.js';

/** Checks steps against bounds. */
export interface BoundCheck {
  readonly keeps: (step: Step) => boolean;
  /** The bounds that a step doesn't keep; none for one that keeps to all of them. */
  readonly faults: (step: Step) => readonly BoundFault[];
}

interface Check {
  readonly bound: Bound;
  readonly limit: number | string;
  /** What the bound is about; undefined where that is not available. */
  readonly read: (step: Step) => number | string | undefined;
  readonly fits: (actual: number | string) => boolean;
}

const NONE: readonly BoundFault[] = [];

/** Makes a check of the bounds. Fails with `InvalidInputError`, which names the bound. */
export function boundCheck(where: string, given: Bounds | undefined): BoundCheck {
  const bounds = checkOptions<Bounds>(where, given, BOUND_RULES);
  const { includeUnmeasured = false, ...limits } = bounds;
  const checks = (Object.keys(CHECKS) as readonly Bound[]).flatMap(bound => checkOf(bound, limits[bound]));
  const keepsOne = (step: Step, { read, fits }: Check): boolean => {
    const actual = read(step);
    return actual === undefined ? includeUnmeasured : fits(actual);
  };
  return {
    keeps: step => {
      for (const check of checks) if (!keepsOne(step, check)) return false;
      return true;
    },
    faults: step => {
      const broken = checks.filter(check => !keepsOne(step, check));
      if (broken.length === 0) return NONE;
      return broken.map(({ bound, limit, read }) => ({ bound, limit, actual: read(step) }));
    },
  };
}

/** How a limit is checked. */
type MakeCheck<B extends Bound> = (limit: NonNullable<Bounds[B]>) => Omit<Check, 'bound'>;

/** How each bound is checked: one without its line doesn't compile. */
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
    const most = Math.max(limit, asWritten(limit));
    return { limit, read: measured(metric), fits: actual => (actual as number) <= most };
  };
}

function atLeast(metric: Metric): (limit: number) => Omit<Check, 'bound'> {
  return limit => {
    const least = Math.min(limit, asWritten(limit));
    return { limit, read: measured(metric), fits: actual => (actual as number) >= least };
  };
}

function measured(metric: Metric): Check['read'] {
  return step => {
    const actual = metricOf(step, metric);
    // What is not a finite number has not been measured.
    return Number.isFinite(actual) ? actual : undefined;
  };
}

/** A figure as the service writes it, in single precision: an hour for 0.99 costs 0.9900000095367432. */
function asWritten(limit: number): number {
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
      // What is serverless is on no instance: that is known.
      read: step => nameOf(step) ?? endpointKind(step),
      fits: actual => names.has(actual),
    };
  };
}
