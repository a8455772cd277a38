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

const METRIC_BOUNDS = {
  maxLatencyMs: 'ModelLatency',
  minInvocationsPerMinute: 'MaxInvocations',
  maxCostPerHour: 'CostPerHour',
  maxCostPerInference: 'CostPerInference',
  maxCpuPercent: 'CpuUtilization',
  maxMemoryPercent: 'MemoryUtilization',
} as const satisfies Partial<Record<Bound, Metric>>;

const metricBounds = Object.keys(METRIC_BOUNDS) as readonly (keyof typeof METRIC_BOUNDS)[];
const NONE: readonly BoundFault[] = [];

/** Makes a check of the bounds. Fails with `InvalidInputError`, which names the bound. */
export function boundCheck(where: string, given: Bounds | undefined): BoundCheck {
  const bounds = checkOptions<Bounds>(where, given, BOUND_RULES);
  const { includeUnmeasured = false, instances, families, endpoint } = bounds;
  const checks = [
    ...metricBounds.flatMap(bound => metricCheck(bound, bounds[bound])),
    ...placeCheck('instances', instances, typeOf),
    ...placeCheck('families', families, step => {
      const type = typeOf(step);
      return type === undefined ? undefined : familyOf(type);
    }),
    ...endpointCheck(endpoint),
  ];
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

function metricCheck(bound: keyof typeof METRIC_BOUNDS, limit: number | undefined): readonly Check[] {
  if (limit === undefined) return [];
  const metric = METRIC_BOUNDS[bound];
  const written = asWritten(limit);
  const [least, most] = [Math.min(limit, written), Math.max(limit, written)];
  return [
    {
      bound,
      limit,
      read: step => {
        const actual = metricOf(step, metric);
        // What is not a finite number has not been measured.
        return Number.isFinite(actual) ? actual : undefined;
      },
      fits:
        bound === 'minInvocationsPerMinute'
          ? actual => (actual as number) >= least
          : actual => (actual as number) <= most,
    },
  ];
}

/** A figure as the service writes it, in single precision: an hour for 0.99 costs 0.9900000095367432. */
function asWritten(limit: number): number {
  const single = Math.fround(limit);
  return single > 0 && single < Infinity ? single : limit;
}

const typeOf = (step: Step): string | undefined =>
  step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;

function placeCheck(
  bound: 'instances' | 'families',
  wanted: readonly string[] | undefined,
  nameOf: (step: Step) => string | undefined,
): readonly Check[] {
  if (wanted === undefined) return [];
  const names = new Set<unknown>(wanted.map(name => (name.startsWith('ml.') ? name : `ml.${name}`)));
  return [
    {
      bound,
      limit: wanted.join(', '),
      // What is serverless is on no instance: that is known.
      read: step => nameOf(step) ?? endpointKind(step),
      fits: actual => names.has(actual),
    },
  ];
}

function endpointCheck(limit: Bounds['endpoint']): readonly Check[] {
  if (limit === undefined) return [];
  return [{ bound: 'endpoint', limit, read: endpointKind, fits: actual => actual === limit }];
}
