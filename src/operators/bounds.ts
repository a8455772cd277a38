import { checkOptions, finiteNumber, oneOf, someTexts, trueOrFalse, type Rule } from '../core/check.js';
import { endpointKind, familyOf } from '../core/instance.js';
import type { Step } from '../core/step.js';
import { metricOf, type Metric } from './metric.js';

/** What a step has to keep to. Bounds are included: 100 ms is within `maxLatencyMs: 100`. */
export interface Bounds {
  /** ModelLatency, milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** MaxInvocations. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** CostPerHour, US dollars. */
  readonly maxCostPerHour?: number | undefined;
  /** CostPerInference, US dollars. */
  readonly maxCostPerInference?: number | undefined;
  /** CpuUtilization, percent; above 100 on several cores. */
  readonly maxCpuPercent?: number | undefined;
  /** MemoryUtilization, percent. */
  readonly maxMemoryPercent?: number | undefined;
  /** Only these instance types, such as `ml.c5.xlarge`, with or without `ml.`. */
  readonly instances?: readonly string[] | undefined;
  /** Only these families, such as `ml.c5`, with or without `ml.`. */
  readonly families?: readonly string[] | undefined;
  /** Only instances, or only serverless endpoints. */
  readonly endpoint?: 'realtime' | 'serverless' | undefined;
  /** Lets steps in whose metric for a bound is not available. Default false. */
  readonly includeUnmeasured?: boolean | undefined;
}

/** The name of a bound. */
export type Bound = Exclude<keyof Bounds, 'includeUnmeasured'>;

/** A bound that a step doesn't keep, or that can't be checked: `actual` is undefined then. */
export interface BoundFault {
  readonly bound: Bound;
  readonly limit: number | string;
  readonly actual: number | string | undefined;
}

/** Says which bounds a step doesn't keep; none for a step that is within all of them. */
export type BoundCheck = (step: Step) => readonly BoundFault[];

const METRIC_BOUNDS = {
  maxLatencyMs: 'ModelLatency',
  minInvocationsPerMinute: 'MaxInvocations',
  maxCostPerHour: 'CostPerHour',
  maxCostPerInference: 'CostPerInference',
  maxCpuPercent: 'CpuUtilization',
  maxMemoryPercent: 'MemoryUtilization',
} as const satisfies Partial<Record<Bound, Metric>>;

const metricBounds = Object.keys(METRIC_BOUNDS) as readonly (keyof typeof METRIC_BOUNDS)[];

/** The rules of the bounds, as options. */
export const BOUND_RULES: Readonly<Record<keyof Bounds, Rule>> = {
  maxLatencyMs: finiteNumber(0),
  minInvocationsPerMinute: finiteNumber(0),
  maxCostPerHour: finiteNumber(0),
  maxCostPerInference: finiteNumber(0),
  maxCpuPercent: finiteNumber(0),
  maxMemoryPercent: finiteNumber(0),
  instances: namesLike(/^(ml\.)?(?!ml\.)[\w-]+\.[\w-]+$/, 'ml.c5.xlarge'),
  families: namesLike(/^(ml\.)?[\w-]+$/, 'ml.c5'),
  endpoint: oneOf('realtime', 'serverless'),
  includeUnmeasured: trueOrFalse,
};

function namesLike(pattern: RegExp, example: string): Rule {
  return {
    must: `must be a list of names such as '${example}', not empty`,
    holds: value => someTexts.holds(value) && (value as string[]).every(name => pattern.test(name)),
  };
}

const NONE: readonly BoundFault[] = [];

/** Checks the bounds, and answers what checks a step. Fails with `InvalidInputError`, which names the bound. */
export function boundCheck(where: string, given: Bounds | undefined): BoundCheck {
  const bounds = { ...checkOptions<Bounds>(where, given, BOUND_RULES) };
  const { includeUnmeasured = false } = bounds;
  const checks = [
    ...metricBounds.flatMap(bound => metricCheck(bound, bounds[bound])),
    ...placeChecks(bounds),
  ];
  return step => {
    let faults = NONE;
    for (const check of checks) {
      const fault = check(step);
      if (fault !== undefined && !(includeUnmeasured && fault.actual === undefined))
        faults = [...faults, fault];
    }
    return faults;
  };
}

type Check = (step: Step) => BoundFault | undefined;

function metricCheck(bound: keyof typeof METRIC_BOUNDS, limit: number | undefined): readonly Check[] {
  if (limit === undefined) return [];
  const metric = METRIC_BOUNDS[bound];
  const least = bound === 'minInvocationsPerMinute';
  return [
    step => {
      const actual = metricOf(step, metric);
      // What is not a finite number has not been measured.
      if (actual === undefined || !Number.isFinite(actual)) return { bound, limit, actual: undefined };
      return (least ? actual >= limit : actual <= limit) ? undefined : { bound, limit, actual };
    },
  ];
}

function placeChecks({ instances, families, endpoint }: Bounds): readonly Check[] {
  return [
    ...placeCheck('instances', instances, type => type),
    ...placeCheck('families', families, familyOf),
    ...(endpoint === undefined
      ? []
      : [
          (step: Step): BoundFault | undefined => {
            const actual = endpointKind(step);
            return actual === endpoint ? undefined : { bound: 'endpoint', limit: endpoint, actual };
          },
        ]),
  ];
}

function placeCheck(
  bound: 'instances' | 'families',
  wanted: readonly string[] | undefined,
  nameOf: (instanceType: string) => string,
): readonly Check[] {
  if (wanted === undefined) return [];
  const names = new Set(wanted.map(name => (name.startsWith('ml.') ? name : `ml.${name}`)));
  const limit = wanted.join(', ');
  return [
    step => {
      const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
      const actual = type === undefined ? endpointKind(step) : nameOf(type);
      return actual !== undefined && names.has(actual) ? undefined : { bound, limit, actual };
    },
  ];
}
