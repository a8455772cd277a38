import { finiteNumber, oneOf, nonEmptyStrings, isBoolean, type Rule } from '../../core/check.js';

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
  includeUnmeasured: isBoolean,
};

function namesLike(pattern: RegExp, example: string): Rule {
  return {
    must: `must be a list of names such as '${example}', not empty`,
    holds: value => nonEmptyStrings.holds(value) && (value as string[]).every(name => pattern.test(name)),
  };
}
