import { checkOptions } from '../../core/check.js';
import type { Figure, Stat } from '../../core/figures.js';
import { endpointKind, familyOf } from '../../core/instance.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { BOUND_RULES, type Bound, type BoundFault, type Bounds, type FigureBound } from './bounds.js';
import { figureReader } from './figureReader.js';
import { metricReader, type Metric } from './metric.js';
import { hourlyPrice } from './prices.js';

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
  /** The statistic that is limited, of a figure. */
  readonly stat?: Stat;
}

const NONE: readonly BoundFault[] = [];

/** Makes a check of the bounds. Fails with an `InvalidInputError` that names the bound. */
export function boundCheck(where: string, given: Bounds | undefined): BoundCheck {
  const bounds = checkOptions<Bounds>(where, given, BOUND_RULES);
  const { includeUnmeasured = false } = bounds;
  const checks = (Object.keys(CHECKS) as readonly Bound[]).flatMap(bound => checkOf(bound, bounds));
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
      return broken.map(({ bound, limit, read, stat }) => ({
        bound,
        limit,
        actual: read(step),
        ...(stat !== undefined && { stat }),
      }));
    },
  };
}

/** Makes the check of a limit; `bounds` has the statistics and the prices. */
type MakeCheck<B extends Bound> = (limit: NonNullable<Bounds[B]>, bounds: Bounds) => Omit<Check, 'bound'>;

/** The check of each bound: a bound without its line doesn't compile. */
const CHECKS: { readonly [B in Bound]: MakeCheck<B> } = {
  maxLatencyMs: limit => atMost(limit, measured('ModelLatency')),
  minInvocationsPerMinute: limit => atLeast(limit, measured('MaxInvocations')),
  maxCostPerHour: (limit, { pricePerHour }) => {
    const costPerHour = measured('CostPerHour');
    return atMost(limit, step =>
      isRecommendation(step) ? hourlyPrice(step, pricePerHour) : costPerHour(step),
    );
  },
  maxCostPerInference: limit => atMost(limit, measured('CostPerInference')),
  maxCpuPercent: limit => atMost(limit, measured('CpuUtilization')),
  maxMemoryPercent: limit => atMost(limit, measured('MemoryUtilization')),
  maxTtftMs: figureCheck('maxTtftMs', 'TimeToFirstToken', atMost),
  maxRequestLatencyMs: figureCheck('maxRequestLatencyMs', 'RequestLatency', atMost),
  minTokensPerSecond: figureCheck('minTokensPerSecond', 'OutputTokenThroughput', atLeast),
  instances: oneOfNames(typeOf),
  families: oneOfNames(step => {
    const type = typeOf(step);
    return type === undefined ? undefined : familyOf(type);
  }),
  endpoint: limit => ({ limit, read: endpointKind, fits: actual => actual === limit }),
};

function checkOf<B extends Bound>(
  bound: B,
  { [bound]: limit, ...bounds }: Pick<Bounds, B> & Bounds,
): readonly Check[] {
  return limit === undefined ? [] : [{ bound, ...CHECKS[bound](limit, bounds) }];
}

function figureCheck(bound: FigureBound, figure: Figure, within: typeof atMost): MakeCheck<FigureBound> {
  return (limit, { stat }) => {
    // One statistic for all is that of latencies: throughputs have an average alone.
    const isLatency = bound !== 'minTokensPerSecond';
    const wanted = typeof stat === 'object' ? stat[bound] : isLatency ? stat : undefined;
    const { read, missing } = figureReader(figure, wanted);
    return { ...within(limit, read), stat: missing.stat };
  };
}

function atMost(limit: number, read: Check['read']): Omit<Check, 'bound'> {
  const most = Math.max(limit, toSingle(limit));
  return { limit, read, fits: actual => (actual as number) <= most };
}

function atLeast(limit: number, read: Check['read']): Omit<Check, 'bound'> {
  const least = Math.min(limit, toSingle(limit));
  return { limit, read, fits: actual => (actual as number) >= least };
}

function measured(metric: Metric): Check['read'] {
  const read = metricReader(metric);
  return step => {
    const actual = read(step);
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
