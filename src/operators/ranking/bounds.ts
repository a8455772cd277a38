import { finiteNumber, oneOf, nonEmptyStrings, isBoolean, type Rule } from '../../core/check.js';

/** Requirements on a step. Bounds are inclusive: 100 ms is within `maxLatencyMs: 100`. */
export interface Bounds {
  /** Maximum ModelLatency, in milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** Minimum MaxInvocations, per minute, of all instances of the test together. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** Maximum CostPerHour, in US dollars, of all instances of the test together. */
  readonly maxCostPerHour?: number | undefined;
  /** Maximum CostPerInference, in US dollars. */
  readonly maxCostPerInference?: number | undefined;
  /** Maximum CpuUtilization, in percent; above 100 on several cores. */
  readonly maxCpuPercent?: number | undefined;
  /** Maximum MemoryUtilization, in percent. */
  readonly maxMemoryPercent?: number | undefined;
  /** Allowed instance types, such as `ml.c5.xlarge`, with or without `ml.`. */
  readonly instances?: readonly string[] | undefined;
  /** Allowed families, such as `ml.c5`, with or without `ml.`. */
  readonly families?: readonly string[] | undefined;
  /** Allowed kind of endpoint: on instances, or serverless. */
  readonly endpoint?: 'realtime' | 'serverless' | undefined;
  /** Whether a step is within a bound whose metric it lacks. Default false. */
  readonly includeUnmeasured?: boolean | undefined;
}

/** The name of a bound. */
export type Bound = Exclude<keyof Bounds, 'includeUnmeasured'>;

/** A bound that a step breaks, or that can't be checked: `actual` is undefined then. */
export interface BoundFault {
  readonly bound: Bound;
  readonly limit: number | string;
  readonly actual: number | string | undefined;
}

/** The rule that checks each bound as an option. */
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
    must: `must be a non-empty list of names such as '${example}'`,
    holds: value => nonEmptyStrings.holds(value) && (value as string[]).every(name => pattern.test(name)),
  };
}
